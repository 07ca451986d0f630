// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;

/**
 * One tumbling window with the state that functions hand on within it; windows begin at multiples
 * of their length since the epoch. [services-kinesis-windows]
 *
 * @param startMillis epoch milliseconds
 */
public record TumblingWindow(long startMillis, Duration length, JsonNode state) {
  /** A larger state ends its window early. */
  static final int MAX_STATE_BYTES = 1024 * 1024;

  /** How long after a window's end a shard without newer records is waited for. */
  static final Duration GRACE = Duration.ofMinutes(2);

  /** The window of a moment, with an empty state. */
  static TumblingWindow at(long millis, Duration length) {
    long start = Math.floorDiv(millis, length.toMillis()) * length.toMillis();
    return new TumblingWindow(start, length, JsonNodeFactory.instance.objectNode());
  }

  TumblingWindow withState(JsonNode newState) {
    return new TumblingWindow(startMillis, length, newState);
  }

  long endMillis() {
    return startMillis + length.toMillis();
  }

  boolean holds(long millis) {
    return startMillis <= millis && millis < endMillis();
  }

  /** A record of an earlier window than this one can't reopen it: it counts here. */
  boolean endsBefore(long millis) {
    return millis >= endMillis();
  }

  int stateBytes() {
    return BatchPlan.bytes(state.toString());
  }

  boolean stateTooLarge() {
    return stateBytes() > MAX_STATE_BYTES;
  }
}
