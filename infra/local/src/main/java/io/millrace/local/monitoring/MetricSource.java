// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

/** Where metrics come from that nobody reports as they happen. Thread-safe. */
public interface MetricSource {

  /** Brings in what has come since the last time; called before anything is looked at. */
  default void refresh() {
    // most are only sampled
  }

  /**
   * Takes the numbers of a minute.
   *
   * @param atMillis within the minute that has just ended
   */
  default void sample(long atMillis) {
    // most have no state to sample
  }
}
