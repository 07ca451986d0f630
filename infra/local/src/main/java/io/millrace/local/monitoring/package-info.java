// SPDX-License-Identifier: Apache-2.0
/**
 * CloudWatch: metrics by the minute, what they are made of, metric math, alarms and composite
 * alarms, and the API in its three protocols.
 *
 * <p>Here: numbers and what follows from them. Not here: log lines (package {@code logs}); nothing
 * here acts on an alarm, and no lock is held while a file or another service is asked.
 */
@NullMarked
package io.millrace.local.monitoring;

import org.jspecify.annotations.NullMarked;
