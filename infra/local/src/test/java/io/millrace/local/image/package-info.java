// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.millrace.local.image;

import org.jspecify.annotations.NullMarked;
