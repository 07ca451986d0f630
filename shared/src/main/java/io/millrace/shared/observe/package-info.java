// SPDX-License-Identifier: Apache-2.0
/**
 * One JSON log line and one set of metrics for every batch.
 *
 * <p>Here: the format. Not here: log lines per record, or a metric that only one stage has.
 */
@NullMarked
package io.millrace.shared.observe;

import org.jspecify.annotations.NullMarked;
