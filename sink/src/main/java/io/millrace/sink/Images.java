// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.TableChange;
import io.millrace.shared.aws.TableChange.Other;
import io.millrace.shared.record.Part;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the table's stream says: the part before and the part after.
 *
 * @param before null when the part was inserted
 * @param after null when it was removed
 * @param expired whether it was removed because its time was up
 */
record Images(@Nullable Part before, @Nullable Part after, boolean expired) {

  private static final String REMOVE = "REMOVE";

  /**
   * @throws IllegalArgumentException when an image is missing or is not a part
   */
  static Images of(TableChange record) {
    Part before = part(record.before());
    Part after = part(record.after());
    String event = record.event();
    boolean complete =
        switch (event) {
          case "INSERT" -> before == null && after != null;
          case "MODIFY" -> before != null && after != null;
          case REMOVE -> before != null && after == null;
          default -> false;
        };
    if (!complete) {
      throw new IllegalArgumentException(
          "A record of event "
              + event
              + (before == null ? " without" : " with")
              + " an old image and"
              + (after == null ? " without" : " with")
              + " a new one; the stream must carry NEW_AND_OLD_IMAGES");
    }
    return new Images(before, after, event.equals(REMOVE) && record.byTimeToLive());
  }

  /** Of whatever says what it is of; nothing else is looked at. */
  static List<String> recordIds(List<TableChange> records) {
    return records.stream()
        .map(record -> record.after() == null ? record.before() : record.after())
        .map(image -> image == null ? null : image.get(Part.ID))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  private static @Nullable Part part(@Nullable Map<String, Object> image) {
    if (image == null) {
      return null;
    }
    for (Map.Entry<String, Object> attribute : image.entrySet()) {
      if (attribute.getValue() instanceof Other other) {
        throw new IllegalArgumentException(
            "Attribute "
                + attribute.getKey()
                + " is "
                + other.what()
                + ", allowed is a text or a whole number");
      }
    }
    return Part.of(image);
  }
}
