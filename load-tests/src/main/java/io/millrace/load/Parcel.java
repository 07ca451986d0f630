// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import java.util.List;

/**
 * What goes out in one go.
 *
 * @param records of the stream, each with one event or several
 * @param dueNanos when each event in them was due, since the beginning of the run
 * @param bytes of all records
 */
record Parcel(List<byte[]> records, List<Long> dueNanos, long bytes) {}
