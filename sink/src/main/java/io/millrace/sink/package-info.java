// SPDX-License-Identifier: Apache-2.0
/**
 * The last stage: follows the records table's stream and keeps the aggregates, archives what was
 * accepted, announces photos.
 *
 * <p>Here: the two functions, the ledger that makes counting exact, and their adapters. Not here:
 * reading the view, which is in {@code view}, or a second opinion on what a record is.
 */
@NullMarked
package io.millrace.sink;

import org.jspecify.annotations.NullMarked;
