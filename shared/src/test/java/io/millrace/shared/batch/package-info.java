// SPDX-License-Identifier: Apache-2.0
/** How a stage answers for a batch, tested as laws. */
@NullMarked
package io.millrace.shared.batch;

import org.jspecify.annotations.NullMarked;
