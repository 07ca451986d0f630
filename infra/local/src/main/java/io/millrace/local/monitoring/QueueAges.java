// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How old the oldest message of a queue is at most, which the engine does not tell: messages come
 * out about as they went in, so what is there is younger than what was dealt with last, and than
 * the last moment at which nothing was there. Thread-safe.
 */
public final class QueueAges {
  private final Map<String, Long> notBefore = new ConcurrentHashMap<>();

  private static String name(String queueOrArn) {
    return queueOrArn.substring(queueOrArn.lastIndexOf(':') + 1);
  }

  /** A message that was sent at that moment has come out. */
  void dealtWith(String queueOrArn, long sentAtMillis) {
    notBefore.merge(name(queueOrArn), sentAtMillis, Math::max);
  }

  /**
   * The age in milliseconds.
   *
   * @param messages that are there now
   */
  long age(String queue, long messages, long now) {
    if (messages == 0) {
      notBefore.put(queue, now);
      return 0;
    }
    long since = notBefore.merge(queue, now, (known, ignored) -> known);
    return Math.max(0, now - since);
  }
}
