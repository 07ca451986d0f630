// SPDX-License-Identifier: Apache-2.0
/**
 * Sample photos and events, and what a correct pipeline makes of them.
 *
 * <p>Here: files for demo and tests, the same for the same moment, with their oracle. Not here: any
 * code of the pipeline, because an oracle that asked it would agree with its mistakes.
 */
@NullMarked
package io.millrace.samples;

import org.jspecify.annotations.NullMarked;
