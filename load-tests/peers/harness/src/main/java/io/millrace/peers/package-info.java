// SPDX-License-Identifier: Apache-2.0

/**
 * Runs each side on a fresh local cloud with the same events, and measures it: from outside, by the
 * processes' CPU times and the gateway's meter. Nothing here is part of any side.
 */
@NullMarked
package io.millrace.peers;

import org.jspecify.annotations.NullMarked;
