// SPDX-License-Identifier: Apache-2.0
/**
 * The aggregates as a view of the records: what a cell is, how a part folds into cells, questions
 * to the cells, and the check of the cells against a fresh fold.
 *
 * <p>Here: what writer and reader of the view share, and reading. Not here: a write, or a type of
 * Lambda's.
 */
@NullMarked
package io.millrace.sink.view;

import org.jspecify.annotations.NullMarked;
