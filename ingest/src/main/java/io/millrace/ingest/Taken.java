// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

/**
 * How one upload ended; what it says is durable by then.
 *
 * @param accepted whether it was understood to its end, wrong lines or not; else it, or the rest of
 *     it, is a reject
 * @param lines of an events file; none of a photo
 */
record Taken(boolean accepted, LineCounts lines) {}
