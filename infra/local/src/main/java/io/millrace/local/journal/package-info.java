// SPDX-License-Identifier: Apache-2.0
/**
 * What the event source mappings tried, and who put which stream record: what a trace and a load
 * run read.
 *
 * <p>Here: a bounded memory of attempts and puts, and what fills and shows it. Not here: anything
 * that decides, retries or knows what the records mean.
 */
@NullMarked
package io.millrace.local.journal;

import org.jspecify.annotations.NullMarked;
