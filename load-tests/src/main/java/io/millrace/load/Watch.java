// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport.Sample;
import io.millrace.shared.batch.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Looks at the pipeline once a second, and for markers more often, while a run goes on. */
final class Watch implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Between two looks at whether all is done. */
  private static final Duration DRAIN_LOOK = Duration.ofMillis(300);

  /** One look may fall between two stages; this many in a row do not. */
  private static final int IDLE_LOOKS = 3;

  /** Longer than any function may take: if nothing moved for so long, nothing will come. */
  private static final Duration SILENCE = Duration.ofSeconds(150);

  /** So long a run that was aborted drains. */
  private static final Duration SHORT = Duration.ofSeconds(20);

  private final Probe probe;
  private final Markers markers;
  private final LongSupplier nanos;
  private final Map<Long, Map<String, Long>> depth = new TreeMap<>();
  private final AtomicReference<String> doing = new AtomicReference<>("");
  private final AtomicReference<String> failure = new AtomicReference<>("");
  private final ScheduledExecutorService looks =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("load-watch-", 0).factory());
  private final List<ScheduledFuture<?>> looking = new ArrayList<>();
  private long failedLooks;

  /** Begins to look. */
  Watch(Probe probe, Markers markers, Sight sight, LongSupplier nanos) {
    this.probe = probe;
    this.markers = markers;
    this.nanos = nanos;
    every(LOOK, this::look);
    every(Markers.LOOK, () -> markers.look(sight, nanos));
  }

  private void every(Duration time, Runnable look) {
    looking.add(
        looks.scheduleWithFixedDelay(
            () -> {
              try {
                look.run();
              } catch (UnavailableException e) {
                failed(e);
              }
            },
            time.toNanos(),
            time.toNanos(),
            TimeUnit.NANOSECONDS));
  }

  private synchronized void failed(UnavailableException e) {
    failedLooks++;
    failure.set(String.valueOf(e.getMessage()));
  }

  private void look() {
    synchronized (probe) {
      Probe.Look look = probe.look();
      doing.set(look.doing());
      synchronized (this) {
        depth.put(Math.floorDiv(nanos.getAsLong(), LOOK.toNanos()), look.depth());
      }
    }
  }

  /** What the pipeline does, in a few words. */
  String doing() {
    return doing.get();
  }

  void sent(long atMillis) {
    synchronized (probe) {
      probe.sent(atMillis);
    }
  }

  /**
   * Waits until everything is dealt with.
   *
   * <p>Markers that are never seen hold it up like anything else, and then show in {@link
   * Markers#unseen}.
   *
   * @param patiently whether to wait as long as anything moves
   * @return whether everything is dealt with
   */
  boolean drain(boolean patiently, Consumer<String> progress, Consumer<String> problem) {
    long began = System.nanoTime();
    long moved = began;
    String last = "";
    int idle = 0;
    while (idle < IDLE_LOOKS || markers.unseen() > 0) {
      LockSupport.parkNanos(DRAIN_LOOK.toNanos());
      idle = isIdle() ? idle + 1 : 0;
      String now = doing() + markers.unseen();
      if (!now.equals(last)) {
        moved = System.nanoTime();
        last = now;
      }
      progress.accept(doing());
      Duration silence = patiently ? SILENCE : SHORT;
      long since = patiently ? moved : began;
      if (System.nanoTime() - since > silence.toNanos()) {
        if (idle >= IDLE_LOOKS) {
          return true;
        }
        problem.accept(
            (patiently ? "nothing moved for " : "not drained after ")
                + silence.toSeconds()
                + " s: "
                + doing());
        return false;
      }
    }
    return true;
  }

  private boolean isIdle() {
    try {
      synchronized (probe) {
        return probe.idle();
      }
    } catch (UnavailableException e) {
      failed(e);
      return false;
    }
  }

  /** Looks no more. */
  Probe.Measured end() {
    looks.shutdownNow();
    synchronized (probe) {
      return probe.end();
    }
  }

  synchronized List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (failedLooks > 0) {
      problems.add(failedLooks + " looks failed, the last one: " + failure.get());
    }
    for (ScheduledFuture<?> one : looking) {
      if (one.state() == Future.State.FAILED) {
        problems.add("looking ended early: " + one.exceptionNow());
      }
    }
    return problems;
  }

  /** Second by second, until the last thing that happened. */
  synchronized List<Sample> series(Schedule schedule, OpenLoop loop, Probe.Measured measured) {
    long last = (long) Math.ceil(schedule.seconds()) - 1;
    for (long second : measured.seconds().keySet()) {
      last = Math.max(last, second);
    }
    List<Sample> samples = new ArrayList<>();
    for (long second = 0; second <= last; second++) {
      samples.add(
          new Sample(
              second,
              schedule.dueBy(second + 1) - schedule.dueBy(second),
              loop.putIn(second),
              measured.seconds().getOrDefault(second, Map.of()),
              depth.getOrDefault(second, Map.of())));
    }
    return samples;
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
