// SPDX-License-Identifier: Apache-2.0
/**
 * X-Ray: the daemon that functions send segments to, and the API that finds them again.
 *
 * <p>Here: what was sampled lately, in memory. Not here: which invocation runs where, or the
 * journal of all attempts.
 */
@NullMarked
package io.millrace.local.xray;

import org.jspecify.annotations.NullMarked;
