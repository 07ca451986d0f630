// SPDX-License-Identifier: Apache-2.0
/**
 * Execution environments: one JVM each, driven through the Lambda Runtime API by AWS's own client.
 *
 * <p>Here: processes, the Runtime API, pools, what an invocation comes back with. Not here: the
 * Lambda service's API, or anything about event sources.
 */
@NullMarked
package io.millrace.local.lambda.runtime;

import org.jspecify.annotations.NullMarked;
