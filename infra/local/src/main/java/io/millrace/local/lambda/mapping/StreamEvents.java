// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.mapping.StreamBatch.Closing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The event around the records of a batch. */
final class StreamEvents {
  private StreamEvents() {}

  static String event(
      MappingIdentity mapping, String shardId, StreamBatch batch, Optional<TumblingWindow> window) {
    List<String> jsons = batch.records().stream().map(StreamRecord::json).toList();
    if (window.isEmpty()) {
      return records(jsons).append('}').toString();
    }
    TumblingWindow open = window.get();
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    rest.putObject("window")
        .put("start", Instant.ofEpochMilli(open.startMillis()).toString())
        .put("end", Instant.ofEpochMilli(open.endMillis()).toString());
    rest.set("state", open.state());
    rest.put("shardId", shardId).put("eventSourceARN", mapping.sourceArn());
    rest.put("isFinalInvokeForWindow", batch.closing() != Closing.NOT);
    rest.put("isWindowTerminatedEarly", batch.closing() == Closing.EARLY);
    return records(jsons).append(',').append(rest.toString().substring(1)).toString();
  }

  /**
   * Records are joined as text: each was rendered once, when it was read. The object is left open.
   */
  static StringBuilder records(List<String> jsons) {
    StringBuilder text = new StringBuilder("{\"Records\":[");
    for (int i = 0; i < jsons.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      text.append(jsons.get(i));
    }
    return text.append(']');
  }
}
