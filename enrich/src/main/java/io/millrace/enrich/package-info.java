// SPDX-License-Identifier: Apache-2.0
/**
 * Enrich: reads the stream of events, finds each event's place, and writes part "event" of records.
 *
 * <p>Here: one stage, from its handler to its effects, and the reference data it looks into. Not
 * here: another stage's items, image work, or counting.
 */
@NullMarked
package io.millrace.enrich;

import org.jspecify.annotations.NullMarked;
