// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a function's answer to a batch means: public, so that a replayed batch is judged no other
 * way. [services-kinesis-batchfailurereporting, services-sqs-errorhandling,
 * services-kinesis-windows]
 *
 * @param success whether nothing is reported as failed
 * @param failed indexes of the records that are reported as failed; all of them after a complete
 *     failure
 * @param state the state of a window; missing when there is none
 */
public record BatchResponse(boolean success, SortedSet<Integer> failed, JsonNode state) {
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A complete failure. */
  static BatchResponse allFailed(int size) {
    SortedSet<Integer> all = new TreeSet<>();
    for (int i = 0; i < size; i++) {
      all.add(i);
    }
    return new BatchResponse(false, all, MissingNode.getInstance());
  }

  private static BatchResponse succeeded(JsonNode state) {
    return new BatchResponse(true, new TreeSet<>(), state);
  }

  /**
   * Reads an answer.
   *
   * @param ids item identifiers of the batch, in its order
   * @param reporting whether the mapping asks for reports; otherwise any answer is a success
   * @param windowed whether the mapping has a tumbling window, whose functions must answer with a
   *     state
   */
  public static BatchResponse read(
      String payload, List<String> ids, boolean reporting, boolean windowed) {
    if (!reporting && !windowed) {
      return succeeded(MissingNode.getInstance());
    }
    JsonNode answer;
    try {
      answer = payload.isBlank() ? MissingNode.getInstance() : JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      return allFailed(ids.size());
    }
    boolean nothing = answer.isMissingNode() || answer.isNull();
    if (!nothing && !answer.isObject()) {
      return allFailed(ids.size());
    }
    JsonNode state = answer.path("state");
    if (windowed && (state.isMissingNode() || state.isNull())) {
      return allFailed(ids.size());
    }
    return reporting ? reported(answer.path("batchItemFailures"), ids, state) : succeeded(state);
  }

  private static BatchResponse reported(JsonNode failures, List<String> ids, JsonNode state) {
    if (failures.isMissingNode() || failures.isNull()) {
      return succeeded(state);
    }
    if (!failures.isArray()) {
      return allFailed(ids.size());
    }
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      indexes.putIfAbsent(ids.get(i), i);
    }
    SortedSet<Integer> failed = new TreeSet<>();
    for (JsonNode failure : failures) {
      JsonNode id = failure.path("itemIdentifier");
      // A wrong key, null, an empty text and an identifier that is not in the batch are all the
      // same: not understood.
      Integer index = id.isTextual() ? indexes.get(id.textValue()) : null;
      if (index == null) {
        return allFailed(ids.size());
      }
      failed.add(index);
    }
    return new BatchResponse(failed.isEmpty(), failed, state);
  }
}
