// SPDX-License-Identifier: Apache-2.0
/** The contracts of messages, by golden files and properties. */
@NullMarked
package io.millrace.shared.event;

import org.jspecify.annotations.NullMarked;
