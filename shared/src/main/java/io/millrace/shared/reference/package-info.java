// SPDX-License-Identifier: Apache-2.0
/**
 * Reference data: what stages look up, brought by an operating function and read by a stage.
 *
 * <p>Here: the contracts between the two. Not here: how it is fetched, or what is looked up in it.
 */
@NullMarked
package io.millrace.shared.reference;

import org.jspecify.annotations.NullMarked;
