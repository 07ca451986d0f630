// SPDX-License-Identifier: Apache-2.0
/**
 * Load runs: an open-loop producer, probes of what the pipeline does meanwhile, and the run itself.
 *
 * <p>Here: schedules, histograms, and what is measured against any backend. Not here: options and
 * output of the command, prices, pages.
 */
@NullMarked
package io.millrace.load;

import org.jspecify.annotations.NullMarked;
