// SPDX-License-Identifier: Apache-2.0
/**
 * What a function does before Lambda takes the snapshot that its environments start from.
 *
 * <p>Here: when and under which precautions. Not here: what a function works off meanwhile.
 */
@NullMarked
package io.millrace.shared.priming;

import org.jspecify.annotations.NullMarked;
