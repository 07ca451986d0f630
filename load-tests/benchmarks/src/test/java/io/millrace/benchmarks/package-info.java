// SPDX-License-Identifier: Apache-2.0
/** Holds the sides of each benchmark to the same results; nothing else. */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
