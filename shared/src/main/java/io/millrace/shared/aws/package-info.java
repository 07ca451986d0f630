// SPDX-License-Identifier: Apache-2.0
/**
 * The ports on AWS: Kinesis, DynamoDB, S3, SQS, and the translation of Lambda's events.
 *
 * <p>Here: everything that knows the SDK. Not here: decisions about records; luck ends as
 * UnavailableException.
 */
@NullMarked
package io.millrace.shared.aws;

import org.jspecify.annotations.NullMarked;
