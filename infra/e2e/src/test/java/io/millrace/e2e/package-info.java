// SPDX-License-Identifier: Apache-2.0
/**
 * End to end: the pipeline driven from outside, as its users drive it, on a cloud behind {@link
 * io.millrace.e2e.Cloud}.
 *
 * <p>Here: whole paths, and the ports' contracts on real engines. Not here: what one module can
 * test by itself.
 */
@NullMarked
package io.millrace.e2e;

import org.jspecify.annotations.NullMarked;
