// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

/**
 * A place in a text between two lines.
 *
 * @param offset bytes before it
 * @param line number of the line that begins there, the first being 1
 */
record Position(long offset, long line) {}
