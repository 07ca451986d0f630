// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code millrace} command: one class per subcommand, and what they share to speak and to show.
 *
 * <p>Here: reading arguments, calling services, rendering. Not here: a rule of the pipeline; those
 * live in its stages.
 */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
