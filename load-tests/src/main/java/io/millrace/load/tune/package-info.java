// SPDX-License-Identifier: Apache-2.0
/**
 * Tuning of a stage: the sweep, the queueing model, the Pareto front, the recommendation.
 *
 * <p>Here: what decides, all pure. Not here: changing the settings of a stack, load runs.
 */
@NullMarked
package io.millrace.load.tune;

import org.jspecify.annotations.NullMarked;
