// SPDX-License-Identifier: Apache-2.0
/**
 * What is put beside a function's own code inside its JVM.
 *
 * <p>Here: the one class that ends a function's JVM with its parent. Not here: anything else, and
 * no reference to any class outside the JDK, because the class is copied alone into a jar of its
 * own.
 */
@NullMarked
package io.millrace.local.lambda.child;

import org.jspecify.annotations.NullMarked;
