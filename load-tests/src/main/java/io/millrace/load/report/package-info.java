// SPDX-License-Identifier: Apache-2.0
/**
 * What a load run came to: the data, its JSON file, its page and the comparison of two of them.
 *
 * <p>Here: records and their rendering, all pure. Not here: measuring, prices.
 */
@NullMarked
package io.millrace.load.report;

import org.jspecify.annotations.NullMarked;
