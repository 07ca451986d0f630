// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

/**
 * How many events come to how many photos; the rate of a run is that of its events.
 *
 * @param events at least 1
 * @param photos 0 for none
 */
public record Mix(int events, int photos) {

  private static final int MOST = 1_000_000;

  public static final Mix EVENTS_ONLY = new Mix(1, 0);

  /** Reads {@code 100:1}; throws {@link IllegalArgumentException} that says what is allowed. */
  public static Mix of(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length == 2) {
      try {
        int events = Integer.parseInt(parts[0]);
        int photos = Integer.parseInt(parts[1]);
        if (events >= 1 && events <= MOST && photos >= 0 && photos <= MOST) {
          return new Mix(events, photos);
        }
      } catch (NumberFormatException e) {
        // The same report as for numbers out of range.
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\", allowed is EVENTS:PHOTOS such as 100:1, or 1:0 for no photos");
  }

  /** How many photos are due when so many events are. */
  long photosBy(long eventsSoFar) {
    return eventsSoFar * photos / events;
  }

  @Override
  public String toString() {
    return events + ":" + photos;
  }
}
