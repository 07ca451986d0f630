// SPDX-License-Identifier: Apache-2.0
/** Tests of priming. */
@NullMarked
package io.millrace.shared.priming;

import org.jspecify.annotations.NullMarked;
