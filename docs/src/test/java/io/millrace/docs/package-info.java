// SPDX-License-Identifier: Apache-2.0
/**
 * Holds the pages about the whole against code, template and each other.
 *
 * <p>Here: generators of pages and comparisons. Not here: anything that runs the pipeline.
 */
@NullMarked
package io.millrace.docs;

import org.jspecify.annotations.NullMarked;
