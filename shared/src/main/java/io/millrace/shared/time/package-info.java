// SPDX-License-Identifier: Apache-2.0
/**
 * How much time an invocation has left, as an input to whatever waits, retries or claims.
 *
 * <p>Here: durations and instants, with the clock as a parameter. Not here: a sleep, an AWS type.
 */
@NullMarked
package io.millrace.shared.time;

import org.jspecify.annotations.NullMarked;
