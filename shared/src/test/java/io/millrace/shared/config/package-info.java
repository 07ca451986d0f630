// SPDX-License-Identifier: Apache-2.0
/** Settings, tested. */
@NullMarked
package io.millrace.shared.config;

import org.jspecify.annotations.NullMarked;
