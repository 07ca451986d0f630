// SPDX-License-Identifier: Apache-2.0
/**
 * What the records table holds: parts of records, their fields, and how long they are kept.
 *
 * <p>Here: values and pure mappings. Not here: a clock, a client, or a decision that a stage makes.
 */
@NullMarked
package io.millrace.shared.record;

import org.jspecify.annotations.NullMarked;
