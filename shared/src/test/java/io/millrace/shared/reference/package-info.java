// SPDX-License-Identifier: Apache-2.0
/** The golden files of the reference data's contracts. */
@NullMarked
package io.millrace.shared.reference;

import org.jspecify.annotations.NullMarked;
