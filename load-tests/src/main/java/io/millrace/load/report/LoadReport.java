// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a load run measured; the JSON file of a run is this record. Times are milliseconds,
 * lists are in the order of time or of the pipeline. What a backend can't tell is absent (null or
 * empty), never 0.
 *
 * @param format version of this layout, {@value #FORMAT}
 * @param began when the first event was due, RFC 3339
 * @param settings of every stage while it ran
 * @param endToEnd from the moment an event was due to the moment it could be read, by place: {@code
 *     records}, {@code aggregates}
 * @param series one sample a second, in the order of time
 * @param requests what every caller asked of every service during the run
 * @param bill of the requests and the compute, null when the backend has no meter
 * @param search for the highest rate, null when there was none; the rest of the report is then of
 *     the trial at that rate
 */
public record LoadReport(
    int format,
    String began,
    Backend backend,
    Plan plan,
    List<Settings> settings,
    Outcome outcome,
    List<Stage> stages,
    List<Queue> queues,
    Map<String, Distribution> endToEnd,
    List<Sample> series,
    List<Requests> requests,
    @Nullable Bill bill,
    @Nullable Search search) {

  public static final int FORMAT = 1;

  /** Of a run at a rate that was given. */
  public LoadReport(
      int format,
      String began,
      Backend backend,
      Plan plan,
      List<Settings> settings,
      Outcome outcome,
      List<Stage> stages,
      List<Queue> queues,
      Map<String, Distribution> endToEnd,
      List<Sample> series,
      List<Requests> requests,
      @Nullable Bill bill) {
    this(
        format, began, backend, plan, settings, outcome, stages, queues, endToEnd, series, requests,
        bill, null);
  }

  /**
   * Where it ran.
   *
   * @param kind {@code local cloud} or {@code AWS}
   * @param where endpoint or region
   * @param engines what stood in for the services, with versions, empty on AWS: a figure from the
   *     local cloud measures these too
   * @param machine cores and memory of the machine that the producer ran on
   */
  public record Backend(String kind, String where, String engines, String machine) {}

  /**
   * What was asked for.
   *
   * @param rate events a second at the height of the shape
   * @param mix events to photos, such as {@code 100:1}
   * @param poison of a thousand events, how many can't be read
   * @param warmUpSeconds at the beginning, not measured
   */
  public record Plan(
      double rate,
      double seconds,
      String shape,
      String mix,
      double poison,
      long seed,
      double warmUpSeconds) {

    /** Measured from the first event on. */
    public Plan(double rate, double seconds, String shape, String mix, double poison, long seed) {
      this(rate, seconds, shape, mix, poison, seed, 0);
    }
  }

  /** A stage's settings; null where the stage's source has no such setting. */
  public record Settings(
      String stage,
      @Nullable Integer batchSize,
      @Nullable Integer windowSeconds,
      @Nullable Integer parallelization,
      @Nullable Integer maximumConcurrency,
      int memoryMegabytes) {}

  /**
   * What it came to.
   *
   * @param events put, duplicates and wrong ones among them
   * @param sendDelay how late events were put after the moment they were due
   * @param drainSeconds from the last put to the last effect
   * @param exact whether aggregates and records agreed afterwards; null when that was not asked
   * @param problems what is wrong with this run, in words; empty for a good one
   * @param retriedPuts entries that the stream refused, most for its throughput, and that were put
   *     again
   */
  public record Outcome(
      long events,
      long photos,
      long accepted,
      long rejected,
      long deadLetters,
      Distribution sendDelay,
      double drainSeconds,
      @Nullable Boolean exact,
      List<String> problems,
      long retriedPuts) {

    /** Where nothing had to be put again. */
    public Outcome(
        long events,
        long photos,
        long accepted,
        long rejected,
        long deadLetters,
        Distribution sendDelay,
        double drainSeconds,
        @Nullable Boolean exact,
        List<String> problems) {
      this(
          events,
          photos,
          accepted,
          rejected,
          deadLetters,
          sendDelay,
          drainSeconds,
          exact,
          problems,
          0);
    }
  }

  /**
   * One stage over the run.
   *
   * @param records done, as its source counts them: a Kinesis record holds many events. Where
   *     {@code batchFill} is empty the backend counts none
   * @param batchFill records of a batch
   * @param duration of an invocation
   * @param iteratorAge from a batch's last record's arrival to the end of its invocation
   * @param initDuration of cold starts
   * @param errors invocations that failed
   * @param retries batches that were tried again
   * @param concurrency invocations at a time, at most
   * @param memoryMegabytes most that a process had
   * @param cpuSeconds of the processes that ran during the run
   * @param billedSeconds the sum of the durations of invocations
   */
  public record Stage(
      String name,
      long batches,
      long records,
      double recordsPerSecond,
      Distribution batchFill,
      Distribution duration,
      Distribution iteratorAge,
      Distribution initDuration,
      long errors,
      long throttles,
      long retries,
      long discarded,
      int concurrency,
      @Nullable Long memoryMegabytes,
      @Nullable Double cpuSeconds,
      double billedSeconds) {}

  /** A queue over the run: the most messages it held, and the age of the oldest. */
  public record Queue(String name, long maxDepth, @Nullable Long maxAge) {}

  /**
   * A distribution.
   *
   * @param buckets for drawing, ascending, without empty ones
   */
  public record Distribution(
      long count,
      double mean,
      double p50,
      double p95,
      double p99,
      double max,
      List<Bucket> buckets) {}

  /** How many values were at most {@code upTo} and more than the bucket before. */
  public record Bucket(double upTo, long count) {}

  /**
   * A second of the run.
   *
   * @param second since it began
   * @param due events that were due in it
   * @param put events that were put in it
   * @param stages by name
   * @param depth messages of each queue
   */
  public record Sample(
      double second,
      long due,
      long put,
      Map<String, StageSample> stages,
      Map<String, Long> depth) {}

  /** A stage in a second; the ages and durations are of the batches that ended in it. */
  public record StageSample(
      long batches,
      long records,
      @Nullable Double durationP99,
      @Nullable Double iteratorAgeP50,
      @Nullable Double iteratorAgeMax,
      long errors,
      int inFlight) {}

  /**
   * Calls of one operation by one caller.
   *
   * @param caller {@code user}, {@code fn:NAME}, {@code poller:NAME} or {@code svc:NAME}
   * @param unit what AWS bills, empty for nothing
   */
  public record Requests(
      String caller,
      String service,
      String operation,
      long calls,
      long errors,
      long bytesIn,
      long bytesOut,
      double units,
      String unit) {}

  /**
   * Dollars.
   *
   * @param prices date and region of the price table
   * @param lines by service and what is billed
   * @param perMillion of events that were put, without what depends on time alone
   */
  public record Bill(String prices, List<Line> lines, double total, double perMillion) {

    /** So many units of something at a price. */
    public record Line(String service, String what, double units, double price, double dollars) {}
  }

  /**
   * The search for the highest rate that a service level objective allows.
   *
   * @param slo as it was asked for
   * @param highest rate at which it held and the backlog did not grow, 0 for none
   * @param bounded whether a higher rate was tried and did not hold, so that the highest is known
   */
  public record Search(String slo, double highest, boolean bounded, List<Trial> trials) {}

  /**
   * One rate that was tried.
   *
   * @param held whether the objective held and the backlog did not grow
   * @param why in words, with the measured values
   */
  public record Trial(double rate, double seconds, boolean held, String why) {}
}
