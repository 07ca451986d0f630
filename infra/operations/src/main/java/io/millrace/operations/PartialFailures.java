// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Reads a partial batch response as Lambda does: nothing reported is success, and what can't be
 * understood is a complete failure. Source: AWS Lambda Developer Guide, "Configuring partial batch
 * response with Kinesis Data Streams and Lambda".
 */
final class PartialFailures {

  private PartialFailures() {}

  /**
   * Which records a response reports.
   *
   * @param ids of the batch, in its order; of equal ones the first is meant
   */
  static SortedSet<Integer> of(String payload, List<String> ids) {
    JsonNode answer;
    try {
      byte[] json = (payload.isBlank() ? "null" : payload).getBytes(StandardCharsets.UTF_8);
      answer = Json.document(json);
    } catch (IOException e) {
      return all(ids);
    }
    JsonNode failures = answer.path("batchItemFailures");
    if (answer.isNull() || (answer.isObject() && isAbsent(failures))) {
      return new TreeSet<>();
    }
    if (!failures.isArray()) {
      return all(ids);
    }
    SortedSet<Integer> failed = new TreeSet<>();
    for (JsonNode failure : failures) {
      int index = ids.indexOf(failure.path("itemIdentifier").asText());
      if (index < 0) {
        return all(ids);
      }
      failed.add(index);
    }
    return failed;
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static SortedSet<Integer> all(List<String> ids) {
    return new TreeSet<>(IntStream.range(0, ids.size()).boxed().toList());
  }
}
