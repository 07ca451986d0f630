// SPDX-License-Identifier: Apache-2.0
/** Laws of the tuning: the model against known results, the front, the advice, the files. */
@NullMarked
package io.millrace.load.tune;

import org.jspecify.annotations.NullMarked;
