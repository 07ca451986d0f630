// SPDX-License-Identifier: Apache-2.0
/** Tests of traces, and what tests of other packages are traced by. */
@NullMarked
package io.millrace.shared.trace;

import org.jspecify.annotations.NullMarked;
