// SPDX-License-Identifier: Apache-2.0
/**
 * What AWS promises, each promise a {@link io.millrace.local.conformance.Rule} on the test that
 * holds us to it.
 *
 * <p>Here: the annotation and the page made from it, CONFORMANCE.md. Not here: the tests
 * themselves, which stand beside what they test.
 */
@NullMarked
package io.millrace.local.conformance;

import org.jspecify.annotations.NullMarked;
