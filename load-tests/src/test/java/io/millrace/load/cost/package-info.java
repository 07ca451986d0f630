// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.millrace.load.cost;

import org.jspecify.annotations.NullMarked;
