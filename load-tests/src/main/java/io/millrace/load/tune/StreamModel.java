// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.Random;

/**
 * One shard of a stream under a mapping, simulated: records arrive as a Poisson process, become
 * visible with the next poll, go to one of the lanes by their key, and leave with a batch when it
 * is full, or the batching window since its first record was read is over, and the lane is free.
 *
 * <p>Lanes share nothing but the polls, so each is followed by itself, batch by batch; there is no
 * queue of events. The same seed gives the same result.
 */
final class StreamModel {

  /** Left out at the beginning. */
  private static final int WARM_UP_PART = 10;

  private final double pollMillis;
  private final Service service;
  private final Arrivals arrivals;
  private final long seed;

  StreamModel(double pollMillis, Service service, Arrivals arrivals, long seed) {
    this.pollMillis = pollMillis;
    this.service = service;
    this.arrivals = arrivals;
    this.seed = seed;
  }

  /**
   * Simulates a lane; all are alike.
   *
   * @param recordsPerSecond of the lane
   * @param batchSize at most; at least 1
   */
  Simulated lane(double recordsPerSecond, int batchSize, double windowMillis) {
    double gathered = Math.ceil((windowMillis + pollMillis) * recordsPerSecond / 1_000);
    double[] arrived = arrivals.at(recordsPerSecond, Math.min(batchSize, gathered));
    double[] read = new double[arrived.length];
    for (int i = 0; i < arrived.length; i++) {
      read[i] =
          pollMillis == 0 ? arrived[i] : (Math.floor(arrived[i] / pollMillis) + 1) * pollMillis;
    }
    return follow(arrived, read, batchSize, windowMillis, new Random(seed));
  }

  private Simulated follow(
      double[] arrived, double[] read, int batchSize, double windowMillis, Random random) {
    Ages.Gathered ages = new Ages.Gathered();
    Ages.Gathered iteratorAges = new Ages.Gathered();
    int warm = arrived.length / WARM_UP_PART;
    double free = 0;
    long batches = 0;
    long taken = 0;
    int first = 0;
    // The last batch would be cut by the end of the arrivals, not by a rule.
    while (first + batchSize <= arrived.length || windowCloses(read, first, windowMillis)) {
      double full =
          first + batchSize <= arrived.length
              ? read[first + batchSize - 1]
              : Double.POSITIVE_INFINITY;
      double start = Math.max(free, Math.min(full, read[first] + windowMillis));
      int count = 0;
      while (count < batchSize && first + count < arrived.length && read[first + count] <= start) {
        count++;
      }
      free = start + service.draw(count, random);
      if (first >= warm) {
        for (int i = first; i < first + count; i++) {
          ages.add(free - arrived[i]);
        }
        iteratorAges.add(free - arrived[first + count - 1]);
        batches++;
        taken += count;
      }
      first += count;
    }
    return new Simulated(
        ages.ages(), iteratorAges.ages(), batches == 0 ? 0 : (double) taken / batches, batches);
  }

  private static boolean windowCloses(double[] read, int first, double windowMillis) {
    return first < read.length && read[first] + windowMillis < read[read.length - 1];
  }
}
