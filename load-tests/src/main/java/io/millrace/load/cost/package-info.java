// SPDX-License-Identifier: Apache-2.0
/**
 * What it costs: the dated price table, the bill of metered units, the model of a path's cost.
 *
 * <p>Here: prices and arithmetic, all pure. Not here: counting units, which is the meter's.
 */
@NullMarked
package io.millrace.load.cost;

import org.jspecify.annotations.NullMarked;
