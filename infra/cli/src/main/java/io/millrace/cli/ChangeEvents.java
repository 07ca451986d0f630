// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.event.Json;
import io.millrace.shared.record.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Records as the change stream of their table tells of them when they are new, in batches for a
 * function. Source: Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB".
 */
final class ChangeEvents {

  /** As the mapping of the publish function has it. */
  private static final int MAX_RECORDS = 1_000;

  /** A synchronous invocation takes 6 MB; the frame needs a little. */
  private static final int MAX_BYTES = 5_000_000;

  private final String table;
  private final String region;
  private final Consumer<String> function;
  private List<String> batch = new ArrayList<>();
  private int bytes;
  private long number;

  /**
   * @param function is given each event as JSON
   */
  ChangeEvents(String table, String region, Consumer<String> function) {
    this.table = table;
    this.region = region;
    this.function = function;
  }

  void add(Part part) {
    String record = Json.write(record(part));
    int size = record.getBytes(StandardCharsets.UTF_8).length + 1;
    if (batch.size() == MAX_RECORDS || bytes + size > MAX_BYTES) {
      flush();
    }
    batch.add(record);
    bytes += size;
  }

  /** Hands over what is left. */
  void flush() {
    if (!batch.isEmpty()) {
      function.accept("{\"Records\":[" + String.join(",", batch) + "]}");
      batch = new ArrayList<>();
      bytes = 0;
    }
  }

  private Map<String, Object> record(Part part) {
    number++;
    Map<String, Object> image = new LinkedHashMap<>();
    part.fields()
        .forEach(
            (name, value) ->
                image.put(
                    name,
                    value instanceof Long n ? Map.of("N", n.toString()) : Map.of("S", value)));
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("Keys", Map.of("id", Map.of("S", part.id()), "part", Map.of("S", part.part())));
    change.put("NewImage", image);
    // No sequence number of a stream: the position in this run, by which objects are named.
    change.put("SequenceNumber", String.format("%030d", number));
    change.put("StreamViewType", "NEW_AND_OLD_IMAGES");
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("eventID", "republish-" + number);
    record.put("eventName", "INSERT");
    record.put("eventVersion", "1.1");
    record.put("eventSource", "aws:dynamodb");
    record.put("awsRegion", region);
    record.put(
        "eventSourceARN", "arn:aws:dynamodb:" + region + "::table/" + table + "/stream/republish");
    record.put("dynamodb", change);
    return record;
  }
}
