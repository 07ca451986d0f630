// SPDX-License-Identifier: Apache-2.0
/** Tests of what training runs start. */
@NullMarked
package io.millrace.local.training;

import org.jspecify.annotations.NullMarked;
