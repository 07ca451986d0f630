// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.LoadPlan;
import io.millrace.load.Mix;
import io.millrace.load.Shape;
import io.millrace.load.Slo;
import io.millrace.load.report.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace load}: traffic at a rate, and what the pipeline makes of it. */
@Command(
    name = "load",
    header = "Put traffic in at a rate, measure every stage, and check that nothing was lost.",
    description = {
      "Starts a local cloud of its own, or uses one with --endpoint or --profile. Events become due by a"
          + " schedule that no slow answer delays (open loop), and delays count from the moment they were due."
          + " One event a second is a marker: its record and its aggregate are looked for every 0.2 s.",
      "Shapes, with R the rate: steady, R all the time; ramp, from 0 to R; spike, R/4 with the middle fifth at R;"
          + " step, five steps up to R; soak, R for an hour unless --duration says otherwise.",
      "Ends by draining and by comparing what came out with what went in. Ctrl-C ends it early, with a report."
          + " Exit code 1 when something was lost, differs or was dead-lettered, when --slo does not hold, or"
          + " when the producer itself was too slow. Let nobody else put events in meanwhile."
    },
    footer = {
      "",
      "Examples:",
      "  ./millrace load --rate 200 --duration 2m",
      "  ./millrace load --shape ramp --rate 500 --duration 5m",
      "  ./millrace load --shape spike --rate 800 --duration 2m",
      "  ./millrace load --shape step --rate 500 --duration 5m --mix 100:1 --poison 5",
      "  ./millrace load --rate 200 --duration 2m --compare before/report.json",
      "  ./millrace load --shape soak --rate 100 --endpoint http://localhost:4566",
      "  ./millrace load --find-max --slo \"iteratorAge.p99<1500ms,records.latency.p99<4s\""
    })
final class LoadCommand implements Callable<Integer> {

  /** Of a search; with the warm-up left out, enough batches for a 99th percentile. */
  private static final Duration TRIAL = Duration.ofSeconds(30);

  private static final Duration SHORTEST_TRIAL = Duration.ofSeconds(20);
  private static final Duration TRIAL_WARM_UP = Duration.ofSeconds(5);
  private static final double FIRST_RATE = 50;

  private final Output output;
  private final Home home;
  private final Shutdown shutdown;
  private final AtomicInteger endedBy = new AtomicInteger();

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final Format format = new Format();
  @Mixin private final LoadPlace place = new LoadPlace();
  @Mixin private final LoadBaseline baseline = new LoadBaseline();

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = LoadOptions.Rate.class,
      description =
          "Events a second, at the height of the shape (default: 100; --find-max begins with 50).")
  private @Nullable Double rate;

  @Option(
      names = "--duration",
      paramLabel = "D",
      converter = LoadOptions.Span.class,
      description =
          "How long events are put in, such as 30s, 5m or 2h (default: 1m; soak 1h; each trial of --find-max 30s).")
  private @Nullable Duration duration;

  @Option(
      names = "--warm-up",
      paramLabel = "D",
      converter = LoadOptions.Span.class,
      description = "Leave so much of the beginning out (default: nothing; --find-max 5s).")
  private @Nullable Duration warmUp;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      converter = LoadOptions.ShapeName.class,
      description = "steady, ramp, spike, soak or step (default: steady).")
  private Shape shape = Shape.STEADY;

  @Option(
      names = "--mix",
      paramLabel = "EVENTS:PHOTOS",
      converter = LoadOptions.MixOf.class,
      description = "A photo with so many events (default: ${DEFAULT-VALUE}, none).")
  private Mix mix = Mix.EVENTS_ONLY;

  @Option(
      names = "--poison",
      paramLabel = "P",
      converter = LoadOptions.PerMille.class,
      description = "Of a thousand events, how many can't be read (default: 0).")
  private double poison;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the traffic; without it each run has its own.")
  private @Nullable Long seed;

  @Option(
      names = "--find-max",
      description = "Look for the highest rate at which --slo holds and no backlog grows.")
  private boolean findMax;

  @Option(
      names = "--slo",
      paramLabel = "SLO",
      description = {
        "What has to hold: [STAGE.]iteratorAge, [STAGE.]duration or [records.|aggregates.]latency, then"
            + " .p50, .p95, .p99, .max or .mean, then < or <=, then a number with ms, s or m; several joined by commas."
      })
  private @Nullable String slo;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where the report goes (default: a new folder below .millrace/load).")
  private @Nullable Path report;

  LoadCommand(Output output, Home home, Shutdown shutdown) {
    this.output = output;
    this.home = home;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() {
    Slo objective = objective();
    LoadPlan plan = plan();
    place.check();
    LoadReport old = baseline.read();
    Path folder = LoadFiles.create(report != null ? report : fresh());
    LoadTarget target = place.open(output, home, shutdown);
    shutdown.endFirst(
        code -> {
          output.note(
              "ending: what is under way is drained for a short while; once more stops at once");
          endedBy.set(code);
        });
    output.note("Load: " + text(plan, objective) + ", seed " + plan.seed());
    LoadSession session = new LoadSession(target, plan, output, () -> endedBy.get() != 0);
    LoadReport result =
        findMax && objective != null ? session.findMax(objective) : session.run(objective);
    LoadFiles.write(result, folder);
    if (format.json()) {
      output.json(result);
    } else {
      new LoadTable(result, output).show();
      output.line(
          "Report: " + folder.resolve(LoadFiles.PAGE) + ", " + LoadFiles.JSON + " beside it");
    }
    boolean worse = old != null && !baseline.kept(old, result, output);
    if (endedBy.get() != 0) {
      return endedBy.get();
    }
    return result.outcome().problems().isEmpty() && !worse ? Exit.DONE : Exit.FAILED;
  }

  private @Nullable Slo objective() {
    if (findMax && slo == null) {
      throw wrong("--find-max needs --slo, such as --slo \"iteratorAge.p99<1500ms\"");
    }
    if (findMax && shape != Shape.STEADY) {
      throw wrong("--find-max tries steady rates, not --shape " + shape.key());
    }
    if (slo == null) {
      return null;
    }
    try {
      return Slo.of(slo, PipelineStage.functions());
    } catch (IllegalArgumentException e) {
      throw wrong("Invalid value for option '--slo': " + e.getMessage());
    }
  }

  private LoadPlan plan() {
    Duration length = duration != null ? duration : findMax ? TRIAL : shape.defaultDuration();
    Duration cold = warmUp != null ? warmUp : findMax ? TRIAL_WARM_UP : Duration.ZERO;
    if (findMax && length.compareTo(SHORTEST_TRIAL) < 0) {
      throw wrong(
          "--duration is that of each trial, with --find-max at least "
              + SHORTEST_TRIAL.toSeconds()
              + "s");
    }
    if (cold.compareTo(length) >= 0) {
      throw wrong("--warm-up leaves nothing of --duration to measure");
    }
    double height = rate != null ? rate : findMax ? FIRST_RATE : 2 * FIRST_RATE;
    long chosen = seed != null ? seed : new Random().nextInt(1_000_000);
    return new LoadPlan(shape, height, length, cold, mix, poison, chosen);
  }

  private Path fresh() {
    String moment = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-');
    return home.scratch()
        .resolve("load")
        .resolve(moment + (findMax ? "-find-max" : "-" + shape.key()));
  }

  private String text(LoadPlan plan, @Nullable Slo objective) {
    String each = Texts.duration(plan.duration());
    return findMax && objective != null
        ? "the highest rate with " + objective.text() + ", " + each + " each"
        : plan.shape().key() + ", " + plan.rate() + " events a second for " + each;
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
