// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of what is visible in its own package only; nothing else. */
@NullMarked
package io.millrace.sink;

import org.jspecify.annotations.NullMarked;
