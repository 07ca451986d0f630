// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the stage, and the pictures they are made with.
 *
 * <p>Here: photos built in memory, laws, whole paths. Not here: engines that need a network.
 */
@NullMarked
package io.millrace.transform;

import org.jspecify.annotations.NullMarked;
