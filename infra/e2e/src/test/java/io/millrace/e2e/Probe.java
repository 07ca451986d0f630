// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A function that fails on what its records say, so that what a mapping does can be seen by what it
 * gives up. Deployed as a jar of this one class, which therefore needs no other.
 */
public final class Probe {

  /** Fails. */
  static final String POISON = "poison";

  /** Fails when its batch has a window. */
  static final String NO_WINDOW = "no window";

  /** Fails when its batch has none. */
  static final String WINDOW = "window";

  /** Fails after {@link #SLOWNESS}. */
  static final String SLOW = "slow";

  static final Duration SLOWNESS = Duration.ofSeconds(3);

  /** Lambda calls it with the event as a map, and takes the answer of windowed batches for all. */
  public Map<String, Object> handleRequest(Map<String, Object> event) {
    boolean windowed = event.get("window") != null;
    if (event.get("Records") instanceof List<?> records) {
      records.forEach(record -> take(text(record), windowed));
    }
    return Map.of("state", Map.of(), "batchItemFailures", List.of());
  }

  private static void take(String text, boolean windowed) {
    boolean fails =
        switch (text) {
          case POISON -> true;
          case NO_WINDOW -> windowed;
          case WINDOW -> !windowed;
          case SLOW -> {
            long until = System.nanoTime() + SLOWNESS.toNanos();
            while (System.nanoTime() < until) {
              LockSupport.parkNanos(until - System.nanoTime());
            }
            yield true;
          }
          default -> false;
        };
    if (fails) {
      throw new IllegalStateException("As asked for: " + text);
    }
  }

  private static String text(Object record) {
    if (record instanceof Map<?, ?> all
        && all.get("kinesis") instanceof Map<?, ?> kinesis
        && kinesis.get("data") instanceof String data) {
      return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }
    throw new IllegalArgumentException("No record of Kinesis: " + record);
  }
}
