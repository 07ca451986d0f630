// SPDX-License-Identifier: Apache-2.0
/** What a batch reports, tested. */
@NullMarked
package io.millrace.shared.observe;

import org.jspecify.annotations.NullMarked;
