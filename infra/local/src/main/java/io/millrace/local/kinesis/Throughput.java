// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

/**
 * What one shard takes and gives in a second. [service-sizes-and-limits] Used under the shard's
 * lock.
 */
final class Throughput {
  private final KinesisLimits limits;
  private final Bucket recordsIn;
  private final Bucket bytesIn;
  private final Bucket reads;
  private final Bucket bytesOut;

  Throughput(KinesisLimits limits) {
    this.limits = limits;
    recordsIn = new Bucket(limits.shardRecordsIn());
    bytesIn = new Bucket(limits.shardBytesIn());
    reads = new Bucket(limits.shardReads());
    bytesOut = new Bucket(limits.shardBytesOut());
  }

  /** Takes a record, unless the shard has had its share. */
  boolean write(int bytes, long nowMillis) {
    if (!recordsIn.has(1, nowMillis) || !bytesIn.has(bytes, nowMillis)) {
      return false;
    }
    recordsIn.take(1);
    bytesIn.take(bytes);
    return true;
  }

  /** Allows a read, unless there were too many, or too much was read. */
  boolean read(long nowMillis) {
    if (!reads.has(1, nowMillis) || !bytesOut.has(1, nowMillis)) {
      return false;
    }
    reads.take(1);
    return true;
  }

  /**
   * A read brought so much. One may bring more than a second's share: then the next one has to wait
   * until it is paid off.
   */
  void brought(long bytes) {
    bytesOut.take(bytes);
    if (bytes > limits.shardBytesOut()) {
      bytesOut.owe(bytes);
    }
  }

  /** Fills at a constant rate, up to what a second brings. */
  private static final class Bucket {
    private final double perSecond;
    private double level;
    private long filledAtMillis;

    private Bucket(double perSecond) {
      this.perSecond = perSecond;
      this.level = perSecond;
    }

    private boolean has(double amount, long nowMillis) {
      double more = Math.max(0, nowMillis - filledAtMillis) * perSecond / 1000;
      level = Math.min(perSecond, level + more);
      filledAtMillis = Math.max(filledAtMillis, nowMillis);
      return level >= amount;
    }

    private void take(double amount) {
      level -= amount;
    }

    private void owe(double amount) {
      level = -amount;
    }
  }
}
