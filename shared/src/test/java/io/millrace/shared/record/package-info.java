// SPDX-License-Identifier: Apache-2.0
/** What records hold, tested. */
@NullMarked
package io.millrace.shared.record;

import org.jspecify.annotations.NullMarked;
