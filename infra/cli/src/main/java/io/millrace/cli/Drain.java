// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloud;
import io.millrace.local.LocalStatus;
import io.millrace.local.lambda.MappingStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Waits until a local cloud has processed everything. */
final class Drain {

  private static final Duration LOOK = Duration.ofMillis(300);

  /** One look may fall between two stages; this many in a row do not. */
  private static final int LOOKS = 3;

  /**
   * Longer than any function may take, so that silence for so long means that nothing will come.
   */
  private static final Duration SILENCE = Duration.ofSeconds(150);

  /** Longer than the queues hide a message that failed: six times the longest timeout. */
  private static final Duration RETRY = Duration.ofMinutes(13);

  private final LocalCloud cloud;
  private final Path logs;
  private final ProgressBar progress;

  Drain(RunningCloud running, ProgressBar progress) {
    this.cloud = running.cloud();
    this.logs = running.workFolder();
    this.progress = progress;
  }

  /**
   * Waits.
   *
   * @param parts how many parts of records are to come, for the progress bar
   * @throws CommandException saying what is still busy, when nothing moves any more
   */
  void await(long parts) {
    int idle = 0;
    LocalStatus last = cloud.status();
    long moved = System.nanoTime();
    while (idle < LOOKS) {
      Pauses.pause(LOOK);
      LocalStatus now = cloud.status();
      idle = now.idle() ? idle + 1 : 0;
      if (!counters(now).equals(counters(last))) {
        last = now;
        moved = System.nanoTime();
      }
      Duration patience = waitsForRetry(now) ? RETRY : SILENCE;
      if (System.nanoTime() - moved > patience.toNanos()) {
        throw new CommandException(
            "Nothing moved for "
                + Texts.duration(patience)
                + ", and still busy: "
                + busy(now)
                + "; logs are in "
                + logs);
      }
      progress.show(fraction(now, parts), text(now));
    }
  }

  /** What every record passes last is the aggregator. */
  private static double fraction(LocalStatus status, long parts) {
    long done =
        status.mappings().stream()
            .filter(mapping -> name(mapping).endsWith("aggregate"))
            .mapToLong(MappingStatus::records)
            .sum();
    return Math.min((double) done / Math.max(parts, 1), 0.99);
  }

  private static String text(LocalStatus status) {
    return status.mappings().stream()
            .map(mapping -> name(mapping) + " " + Texts.grouped(mapping.records()))
            .collect(Collectors.joining(", "))
        + (waitsForRetry(status) ? "; a message waits for its next try" : "");
  }

  /** Whether a message failed and comes back: it is in flight although no function has it. */
  private static boolean waitsForRetry(LocalStatus status) {
    return status.mappings().stream().allMatch(mapping -> mapping.inFlight() == 0)
        && status.queues().stream().anyMatch(queue -> !queue.deadLetters() && queue.inFlight() > 0);
  }

  private static String counters(LocalStatus status) {
    return Stream.concat(
            // Not the batches: closing a tumbling window is one, and nothing moves by it.
            status.mappings().stream().map(m -> m.records() + " " + m.failedBatches()),
            status.queues().stream().map(q -> q.visible() + " " + q.inFlight()))
        .collect(Collectors.joining(","));
  }

  private static String busy(LocalStatus status) {
    String busy =
        Stream.concat(
                status.mappings().stream()
                    .filter(m -> !m.caughtUp())
                    .map(
                        m ->
                            "mapping of "
                                + name(m)
                                + " ("
                                + m.failedBatches()
                                + " failed batches)"),
                status.queues().stream()
                    .filter(q -> !q.deadLetters() && q.visible() + q.inFlight() > 0)
                    .map(
                        q ->
                            "queue "
                                + q.name()
                                + " ("
                                + q.visible()
                                + " waiting, "
                                + q.inFlight()
                                + " in flight)"))
            .collect(Collectors.joining(", "));
    return busy.isEmpty() ? "notifications on their way" : busy;
  }

  /** The function's name without the stack's. */
  static String name(MappingStatus mapping) {
    return Arns.function(mapping.function()).replaceFirst("^" + RunningCloud.STACK + "-", "");
  }
}
