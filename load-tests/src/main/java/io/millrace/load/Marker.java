// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.shared.event.Ids;
import java.time.Instant;
import java.util.Locale;

/**
 * An event whose way is watched: how long until it can be read.
 *
 * @param number counted from 0
 * @param dueNanos since the beginning of the run
 * @param time the event's, and that of the cells that count it
 * @param type one of sixty, for the seconds of a minute, so that in the aggregates of a minute a
 *     marker has a number of its own
 */
public record Marker(long number, long dueNanos, Instant time, String eventId, String type) {

  static final String SOURCE = "urn:millrace:load";
  private static final String TYPE = "io.millrace.load.marker-";

  /** The type of the marker that is due in this second. */
  static String type(Instant time) {
    return String.format(Locale.ROOT, "%s%02d", TYPE, Math.floorMod(time.getEpochSecond(), 60L));
  }

  /** The key of its record. */
  public String recordId() {
    return Ids.record(SOURCE, eventId);
  }
}
