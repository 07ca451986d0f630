// SPDX-License-Identifier: Apache-2.0
/**
 * How a stage answers for a batch: outcomes, typed reasons, and the one loop with its two policies.
 *
 * <p>Here: pure code. Not here: AWS types, clocks, logging, or anything that knows what a stage
 * does.
 */
@NullMarked
package io.millrace.shared.batch;

import org.jspecify.annotations.NullMarked;
