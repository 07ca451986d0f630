// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.logs;

/**
 * A line of a log.
 *
 * @param number ascending over all streams
 * @param timestamp epoch milliseconds: its own where it says one, else when it was read
 * @param ingested epoch milliseconds
 */
record LogEvent(long number, String stream, long timestamp, long ingested, String message) {

  /** As long as those of AWS. */
  String id() {
    return "%056d".formatted(number);
  }
}
