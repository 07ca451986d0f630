// SPDX-License-Identifier: Apache-2.0
/**
 * Traces: the context that messages carry, and the segments that X-Ray is told.
 *
 * <p>Here: what is done when an invocation or a message is sampled, and nothing when none is. Not
 * here: anything that goes into an item.
 */
@NullMarked
package io.millrace.shared.trace;

import org.jspecify.annotations.NullMarked;
