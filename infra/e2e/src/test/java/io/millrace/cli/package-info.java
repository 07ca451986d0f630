// SPDX-License-Identifier: Apache-2.0
/**
 * What the end-to-end tests need of the command's own package.
 *
 * <p>Here: a way to run the command in the test's process. Not here: tests.
 */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
