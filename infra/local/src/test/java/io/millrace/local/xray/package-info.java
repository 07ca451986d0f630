// SPDX-License-Identifier: Apache-2.0
/** Tests of the local X-Ray. */
@NullMarked
package io.millrace.local.xray;

import org.jspecify.annotations.NullMarked;
