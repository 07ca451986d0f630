// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.samples.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One run: puts traffic in by its schedule, watches, waits until it is drained. */
public final class LoadRun {

  /** Between building everything and the first event. */
  private static final Duration LEAD = Duration.ofMillis(300);

  /** So long the pacer sleeps at most, to notice that it shall end. */
  private static final Duration NAP = Duration.ofMillis(20);

  /** A thousand events and more, so that the first real ones are not late for want of code. */
  private static final int REHEARSED = 3_000;

  /** Of events made, 1 in 100 may be later: beyond, the producer is what is measured. */
  private static final double MOST_MAKING_DELAY_MILLIS = 500;

  private final LoadPlan plan;
  private final Traffic traffic;
  private final Intake intake;
  private final Probe probe;
  private final Sight sight;
  private final Progress progress;
  private final List<String> problems = new ArrayList<>();
  private long photosMade;

  /** Is told how far a run is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param fraction of the schedule, 0 to 1
     */
    void show(double fraction, String text);
  }

  /**
   * @param traffic goes on where it stands, so that several runs may take from one
   */
  public LoadRun(
      LoadPlan plan, Traffic traffic, Intake intake, Probe probe, Sight sight, Progress progress) {
    this.plan = plan;
    this.traffic = traffic;
    this.intake = intake;
    this.probe = probe;
    this.sight = sight;
    this.progress = progress;
  }

  /**
   * Runs once.
   *
   * @param stop asked often: true ends the schedule early, drains shortly and reports
   */
  public LoadResult run(BooleanSupplier stop) {
    rehearse();
    Schedule schedule = plan.schedule();
    Instant began = Instant.now().plus(LEAD);
    Markers markers = new Markers(began, plan.warmUp().toNanos());
    markers.begin(sight);
    long origin = System.nanoTime() + Duration.between(Instant.now(), began).toNanos();
    OpenLoop loop =
        new OpenLoop(
            schedule, new LoadTraffic(traffic, plan.poison(), plan.seed(), began, markers));
    probe.begin(began.toEpochMilli(), began.plus(plan.warmUp()).toEpochMilli());
    boolean ended;
    Sender sender = new Sender(intake, loop, () -> System.nanoTime() - origin);
    try (Watch watch = new Watch(probe, markers, sight, () -> System.nanoTime() - origin)) {
      try (sender) {
        ended = pace(schedule, loop, sender, origin, stop, watch);
      }
      long sent = System.nanoTime();
      watch.sent(Instant.now().toEpochMilli());
      progress.show(1, "put " + loop.taken() + " events; draining");
      boolean drained =
          watch.drain(ended, text -> progress.show(1, "draining: " + text), problems::add);
      double drainSeconds = (System.nanoTime() - sent) / 1e9;
      judge(loop, sender, schedule, ended);
      if (drained && markers.unseen() > 0) {
        problems.add(markers.unseen() + " markers were never seen in records and aggregates");
      }
      problems.addAll(watch.problems());
      Probe.Measured measured = watch.end();
      return new LoadResult(
          began,
          Instant.now(),
          loop.taken(),
          sender.photos(),
          sender.retried(),
          loop.sendDelay(),
          drained,
          drainSeconds,
          measured,
          markers.latencies(),
          watch.series(schedule, loop, measured),
          problems);
    }
  }

  private void rehearse() {
    Traffic other = new Traffic(plan.seed(), Instant.EPOCH.plus(Duration.ofDays(1)));
    for (int i = 0; i < REHEARSED; i++) {
      other.event(Instant.EPOCH);
    }
  }

  /** Puts everything in; false when it was ended before its time. */
  private boolean pace(
      Schedule schedule,
      OpenLoop loop,
      Sender sender,
      long origin,
      BooleanSupplier stop,
      Watch watch) {
    while (true) {
      long now = System.nanoTime() - origin;
      boolean more = loop.make(now);
      photos(loop.made(), sender);
      loop.take(now).ifPresent(sender::send);
      if (!more) {
        return true;
      }
      if (stop.getAsBoolean() || sender.failed() || sender.overwhelmed()) {
        Parcel rest = loop.rest();
        if (!rest.records().isEmpty()) {
          sender.send(rest);
        }
        return false;
      }
      progress.show(
          Math.max(0, now / 1e9) / schedule.seconds(),
          String.format(
              Locale.ROOT,
              "%,d of %,d events put; %s",
              loop.taken(),
              schedule.total(),
              watch.doing()));
      LockSupport.parkNanos(
          Math.clamp(loop.nextNanos() - (System.nanoTime() - origin), 0, NAP.toNanos()));
    }
  }

  private void photos(long events, Sender sender) {
    for (; photosMade < plan.mix().photosBy(events); photosMade++) {
      Traffic.Photo photo = traffic.photo();
      sender.upload(photosMade + "-" + photo.file(), photo.body());
    }
  }

  private void judge(OpenLoop loop, Sender sender, Schedule schedule, boolean ended) {
    if (!ended) {
      problems.add(
          String.format(
              Locale.ROOT,
              "aborted: %,d of %,d events were put%s",
              loop.taken(),
              schedule.total(),
              sender.overwhelmed() ? ", for the stream takes less than is due" : ""));
    }
    problems.addAll(sender.failures());
    double late = loop.makingDelay().p99();
    if (late > MOST_MAKING_DELAY_MILLIS) {
      problems.add(
          String.format(
              Locale.ROOT,
              "the producer could not keep the schedule: 1 of 100 events was made %.0f ms late or"
                  + " more (%.0f ms are allowed), so this is no measurement of the pipeline",
              late,
              MOST_MAKING_DELAY_MILLIS));
    }
  }
}
