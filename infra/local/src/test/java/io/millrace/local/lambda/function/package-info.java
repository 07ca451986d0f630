// SPDX-License-Identifier: Apache-2.0
/**
 * Functions for tests, put into jars of their own and run in real processes.
 *
 * <p>Here: handlers that use the JDK and aws-lambda-java-core alone. Not here: tests.
 */
@NullMarked
package io.millrace.local.lambda.function;

import org.jspecify.annotations.NullMarked;
