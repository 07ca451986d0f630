// SPDX-License-Identifier: Apache-2.0
/**
 * The local cloud: every AWS service the pipeline uses, on one port of one machine.
 *
 * <p>Here: starting, stopping and the status of the whole. Not here: what one service does; each
 * has a package.
 */
@NullMarked
package io.millrace.local;

import org.jspecify.annotations.NullMarked;
