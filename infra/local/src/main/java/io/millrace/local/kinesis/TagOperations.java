// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tags of a stream. [API_AddTagsToStream] */
final class TagOperations {
  private static final int KEY_LENGTH = 128;
  private static final int VALUE_LENGTH = 256;

  private final Streams streams;
  private final KinesisLimits limits;
  private final InstantSource clock;

  TagOperations(Streams streams, KinesisLimits limits, InstantSource clock) {
    this.streams = streams;
    this.limits = limits;
    this.clock = clock;
  }

  Wire.Body addTags(JsonNode request) {
    Stream stream = streams.get(Requests.streamName(request));
    if (!request.path("Tags").isObject() || request.path("Tags").isEmpty()) {
      throw Requests.missing("tags");
    }
    Map<String, String> added = tags(request);
    stream.change(
        settings -> {
          Map<String, String> all = new TreeMap<>(settings.tags());
          all.putAll(added);
          if (all.size() > limits.tags()) {
            throw KinesisException.invalidArgument(
                "Failed to add tags to stream "
                    + stream.name()
                    + ": a stream has "
                    + limits.tags()
                    + " tags at the most, it would have "
                    + all.size()
                    + ".");
          }
          return settings.withTags(all);
        },
        clock.millis());
    return out -> {};
  }

  Wire.Body removeTags(JsonNode request) {
    Stream stream = streams.get(Requests.streamName(request));
    List<String> keys = new ArrayList<>();
    request.path("TagKeys").forEach(key -> keys.add(key.asText()));
    if (keys.isEmpty()) {
      throw Requests.missing("tagKeys");
    }
    stream.change(
        settings -> {
          Map<String, String> all = new TreeMap<>(settings.tags());
          keys.forEach(all::remove);
          return settings.withTags(all);
        },
        clock.millis());
    return out -> {};
  }

  Wire.Body listTags(JsonNode request) {
    Stream stream = streams.get(Requests.streamName(request));
    String after = Requests.text(request, "ExclusiveStartTagKey").orElse("");
    int limit = Requests.number(request, "Limit", limits.tags(), limits.tags());
    List<Map.Entry<String, String>> rest =
        List.copyOf(new TreeMap<>(stream.settings().tags()).tailMap(after, false).entrySet());
    List<Map.Entry<String, String>> page = rest.subList(0, Math.min(limit, rest.size()));
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("Tags");
      for (Map.Entry<String, String> tag : page) {
        out.writeStartObject();
        out.writeStringField("Key", tag.getKey());
        out.writeStringField("Value", tag.getValue());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeBooleanField("HasMoreTags", page.size() < rest.size());
      out.writeEndObject();
    };
  }

  /** The tags that a request brings; none is fine. */
  static Map<String, String> tags(JsonNode request) {
    Map<String, String> tags = new TreeMap<>();
    for (var tag : request.path("Tags").properties()) {
      String value = tag.getValue().asText();
      if (tag.getKey().isEmpty() || tag.getKey().length() > KEY_LENGTH) {
        throw KinesisException.validation(
            "tags", "Map keys must have length between 1 and " + KEY_LENGTH);
      }
      if (value.length() > VALUE_LENGTH) {
        throw KinesisException.validation(
            "tags", "Map values must have length less than or equal to " + VALUE_LENGTH);
      }
      tags.put(tag.getKey(), value);
    }
    return tags;
  }
}
