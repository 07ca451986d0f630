// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.PriorityQueue;
import java.util.Random;

/**
 * A queue under a mapping without a batching window, simulated: messages arrive as a Poisson
 * process; whichever poller is free takes what waits, up to a batch, and long polls bring a message
 * the moment it is there. The same seed gives the same result.
 */
final class QueueModel {

  /** Left out at the beginning. */
  private static final int WARM_UP_PART = 10;

  private final Service service;
  private final Arrivals arrivals;
  private final long seed;

  QueueModel(Service service, Arrivals arrivals, long seed) {
    this.service = service;
    this.arrivals = arrivals;
    this.seed = seed;
  }

  /**
   * @param concurrency batches at a time; at least 1
   */
  Simulated run(double messagesPerSecond, int batchSize, int concurrency) {
    Random random = new Random(seed);
    double[] arrived = arrivals.at(messagesPerSecond, batchSize);
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int i = 0; i < concurrency; i++) {
      free.add(0.0);
    }
    Ages.Gathered ages = new Ages.Gathered();
    Ages.Gathered lasts = new Ages.Gathered();
    long batches = 0;
    long taken = 0;
    int first = 0;
    while (first < arrived.length) {
      double start = Math.max(free.remove(), arrived[first]);
      int count = 0;
      while (count < batchSize
          && first + count < arrived.length
          && arrived[first + count] <= start) {
        count++;
      }
      double end = start + service.draw(count, random);
      free.add(end);
      if (first >= arrived.length / WARM_UP_PART) {
        for (int i = first; i < first + count; i++) {
          ages.add(end - arrived[i]);
        }
        lasts.add(end - arrived[first + count - 1]);
        batches++;
        taken += count;
      }
      first += count;
    }
    return new Simulated(
        ages.ages(), lasts.ages(), batches == 0 ? 0 : (double) taken / batches, batches);
  }
}
