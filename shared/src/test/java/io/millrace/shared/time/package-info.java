// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of how time runs out, and the clock that tests set by hand.
 *
 * <p>Here: the hand-set clock and tests on it. Not here: a sleep.
 */
@NullMarked
package io.millrace.shared.time;

import org.jspecify.annotations.NullMarked;
