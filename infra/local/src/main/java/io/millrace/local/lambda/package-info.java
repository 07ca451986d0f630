// SPDX-License-Identifier: Apache-2.0
/**
 * The Lambda service of the local cloud: its HTTP API, its functions and its event source mappings.
 *
 * <p>Here: requests, validation, what is kept of functions and mappings. Not here: how a function's
 * process runs (package {@code runtime}), how a source is read (package {@code mapping}), any other
 * service.
 */
@NullMarked
package io.millrace.local.lambda;

import org.jspecify.annotations.NullMarked;
