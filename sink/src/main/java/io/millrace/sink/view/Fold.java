// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.Synthetic;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.Place;
import io.millrace.shared.record.RejectPart;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one part counts for: the definition of the view. A changed fold is a new version of the view
 * and a rebuild, because what was added by one fold can't be subtracted by another.
 */
public final class Fold {

  /** A photo counts by its own part, and what only tries the pipeline not at all. */
  private static final Set<String> NOT_COUNTED = Set.of(PhotoUploaded.TYPE, Synthetic.TYPE);

  private Fold() {}

  /**
   * One for each cell of minute, hour and day that the part falls into; nothing when it does not
   * count.
   */
  public static Tally of(Part part) {
    Tally tally = new Tally();
    switch (part) {
      case EventPart event -> {
        if (!NOT_COUNTED.contains(event.type())) {
          count(tally, part, Kind.EVENTS, event.type(), Cell.COUNTRY + country(event.place()));
        }
      }
      case PhotoPart photo ->
          count(tally, part, Kind.PHOTOS, photo.type(), Cell.COUNTRY + country(photo.place()));
      case RejectPart reject ->
          count(tally, part, Kind.REJECTS, reject.reason().name(), Cell.STAGE + reject.stage());
    }
    return tally;
  }

  private static void count(Tally tally, Part part, Kind kind, String name, String attribute) {
    for (Grain grain : Grain.values()) {
      Cell cell = new Cell(grain, grain.floor(part.time()), kind, name);
      tally.add(cell, Cell.TOTAL, 1);
      tally.add(cell, attribute, 1);
    }
  }

  private static String country(@Nullable Place place) {
    return place == null || place.country() == null ? Cell.UNKNOWN_COUNTRY : place.country();
  }
}
