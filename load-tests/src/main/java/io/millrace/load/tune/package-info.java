// SPDX-License-Identifier: Apache-2.0
/**
 * Tuning of a stage: the sweep, the queueing model, the Pareto front, the recommendation, the file
 * of settings that both clouds take.
 *
 * <p>Here: what decides, all pure. Not here: changing the settings of a stack, measuring, load
 * runs.
 */
@NullMarked
package io.millrace.load.tune;

import org.jspecify.annotations.NullMarked;
