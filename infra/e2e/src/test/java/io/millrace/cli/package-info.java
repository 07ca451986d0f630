// SPDX-License-Identifier: Apache-2.0
/**
 * What the end-to-end tests need of the command's own package.
 *
 * <p>Here: ways to run the command, and its deployer, in the test's process. Not here: tests.
 */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
