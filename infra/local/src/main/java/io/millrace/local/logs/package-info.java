// SPDX-License-Identifier: Apache-2.0
/**
 * CloudWatch Logs: the log files of the functions as groups, streams and events.
 *
 * <p>Here: reading the files, the latest lines in memory, filter patterns, the API. Not here:
 * writing them (package {@code lambda.runtime}), metrics in them (package {@code monitoring}).
 */
@NullMarked
package io.millrace.local.logs;

import org.jspecify.annotations.NullMarked;
