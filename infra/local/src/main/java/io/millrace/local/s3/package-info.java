// SPDX-License-Identifier: Apache-2.0
/**
 * What S3 does beside keeping objects: event notifications, bucket addresses, settings of buckets.
 *
 * <p>Here: what S3Proxy lacks, added as its requests pass. Not here: objects and their bytes, which
 * are S3Proxy's.
 */
@NullMarked
package io.millrace.local.s3;

import org.jspecify.annotations.NullMarked;
