// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Looks at meter and processes until a side has written everything. */
final class Watch {
  private static final Set<String> WRITES =
      Set.of("BatchWriteItem", "PutItem", "TransactWriteItems");

  private final Meter meter;
  private final Processes processes;

  Watch(Meter meter, Processes processes) {
    this.meter = meter;
    this.processes = processes;
  }

  /** A moment: what was counted and used so far. */
  record Reading(long nanos, List<MeterRow> rows, Map<String, Double> cpuSeconds) {
    private long writes() {
      return rows.stream()
          .filter(row -> row.service().equals("dynamodb") && WRITES.contains(row.operation()))
          .mapToLong(MeterRow::calls)
          .sum();
    }
  }

  Reading read() {
    return new Reading(System.nanoTime(), meter.rows(), processes.read());
  }

  /**
   * When a side wrote.
   *
   * @param firstNanos the last look that saw nothing new written
   * @param last the first look that saw the last write
   */
  record Writing(long firstNanos, Reading last) {}

  /**
   * Looks until everything is written.
   *
   * @param complete asked only while nothing is written: it may be costly
   */
  Writing writing(String side, BooleanSupplier complete) {
    long end = System.nanoTime() + Limits.PHASE.toNanos();
    Reading last = read();
    long quietSince = last.nanos;
    long idle = last.nanos;
    boolean begun = false;
    while (true) {
      Limits.pause(Limits.LOOK, end, side);
      Reading now = read();
      if (now.writes() != last.writes()) {
        begun = true;
        last = now;
        quietSince = now.nanos;
      } else if (now.nanos - quietSince > Limits.QUIET.toNanos()) {
        if (complete.getAsBoolean()) {
          return new Writing(idle, last);
        }
        quietSince = System.nanoTime();
      }
      if (!begun) {
        idle = now.nanos;
      }
    }
  }
}
