// SPDX-License-Identifier: Apache-2.0
/** Tests of the memory of attempts. */
@NullMarked
package io.millrace.local.codedeploy;

import org.jspecify.annotations.NullMarked;
