// SPDX-License-Identifier: Apache-2.0
/**
 * The ways in: an upload becomes events on the stream, its wrong lines become rejects.
 *
 * <p>Here: what an upload is, by its bytes, and what is in it. Not here: pixels, places, or
 * anything that happens behind the stream.
 */
@NullMarked
package io.millrace.ingest;

import org.jspecify.annotations.NullMarked;
