// SPDX-License-Identifier: Apache-2.0
/** The redrive on twins of its ports, and a stage that says what came of every record. */
@NullMarked
package io.millrace.operations;

import org.jspecify.annotations.NullMarked;
