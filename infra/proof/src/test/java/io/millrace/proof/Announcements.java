// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Listens to the bus: every photo that is ready must have its renditions at that moment. */
final class Announcements {

  private final Buckets buckets;
  private final Set<String> photos = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();

  Announcements(Buckets buckets) {
    this.buckets = buckets;
  }

  void take(List<String> details) {
    for (String detail : details) {
      for (JsonNode photo : read(detail).get("photos")) {
        photos.add(photo.get("id").textValue());
        for (JsonNode key : photo.get("renditions")) {
          if (buckets.get(Pipeline.RENDITIONS, key.textValue()) == null) {
            wrong.add("announced without rendition " + key.textValue() + ": " + photo.get("id"));
          }
        }
      }
    }
  }

  private static JsonNode read(String detail) {
    try {
      return Json.read(detail, JsonNode.class);
    } catch (IOException e) {
      throw new AssertionError("A detail is no JSON: " + detail, e);
    }
  }

  /** Ids of all photos that were announced. */
  Set<String> photos() {
    return photos;
  }

  /** What was announced and is not so. */
  List<String> wrong() {
    return wrong;
  }
}
