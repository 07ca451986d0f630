// SPDX-License-Identifier: Apache-2.0
/**
 * What the stages need from the world, as narrow interfaces; each has an in-memory twin in the
 * tests.
 *
 * <p>Here: interfaces without AWS types. Not here: an implementation, or a method that only one
 * caller wants.
 */
@NullMarked
package io.millrace.shared.port;

import org.jspecify.annotations.NullMarked;
