// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.FindMax;
import io.millrace.load.LoadPlan;
import io.millrace.load.LoadResult;
import io.millrace.load.LoadRun;
import io.millrace.load.Slo;
import io.millrace.load.cost.Bills;
import io.millrace.load.cost.PriceTable;
import io.millrace.load.report.LoadReport;
import io.millrace.load.report.LoadReport.Bill;
import io.millrace.load.report.LoadReport.Search;
import io.millrace.load.report.LoadReport.Trial;
import io.millrace.samples.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One load command against one cloud: runs, counts what came out, makes the report. */
final class LoadSession {

  /** A stage whose records grow older by more than this, in milliseconds a second, falls behind. */
  private static final double MOST_GROWTH = 25;

  private final LoadTarget target;
  private final LoadPlan plan;
  private final Output output;
  private final BooleanSupplier stop;
  private final Traffic traffic;
  private final LoadCheck check;
  private final Instant start = Instant.now();
  private int number;
  private boolean drained;

  LoadSession(LoadTarget target, LoadPlan plan, Output output, BooleanSupplier stop) {
    this.target = target;
    this.plan = plan;
    this.output = output;
    this.stop = stop;
    this.traffic = new Traffic(plan.seed(), start);
    this.check = new LoadCheck(target.clients(), target.resources());
  }

  /**
   * One run at the plan's rate.
   *
   * @param slo that has to hold; null for none
   */
  LoadReport run(@Nullable Slo slo) {
    LoadResult result = once(plan);
    LoadReport report = report(plan, result, null);
    if (slo != null) {
      Slo.Verdict verdict = slo.judge(report.stages(), report.endToEnd());
      if (!verdict.held()) {
        report.outcome().problems().add(slo.text() + " does not hold: " + verdict.why());
      }
    }
    return report;
  }

  /** The highest rate at which an objective holds; the report is of the run at that rate. */
  LoadReport findMax(Slo slo) {
    List<Measured> runs = new ArrayList<>();
    Search search =
        new FindMax(
                slo.text(),
                rate -> {
                  LoadResult result = once(plan.at(rate));
                  runs.add(new Measured(rate, result));
                  return trial(rate, result, slo);
                },
                this::tell,
                stop)
            .from(plan.rate());
    Measured best =
        runs.stream()
            .filter(run -> run.rate == search.highest())
            .findFirst()
            .orElseGet(runs::getLast);
    return report(plan.at(best.rate), best.result, search);
  }

  /** A trial's rate and all of its figures. */
  private record Measured(double rate, LoadResult result) {}

  private Trial trial(double rate, LoadResult result, Slo slo) {
    Slo.Verdict verdict = slo.judge(result.measured().stages(), result.endToEnd());
    List<String> why = new ArrayList<>(List.of(verdict.why()));
    boolean grows = false;
    for (Map.Entry<String, Double> stage : result.measured().growth().entrySet()) {
      if (stage.getValue() > MOST_GROWTH) {
        grows = true;
        why.add(
            String.format(
                Locale.ROOT,
                "the backlog of %s grows by %.0f ms a second",
                stage.getKey(),
                stage.getValue()));
      }
    }
    why.addAll(result.problems());
    return new Trial(
        rate,
        plan.duration().toMillis() / 1e3,
        verdict.held() && !grows && result.problems().isEmpty(),
        String.join("; ", why));
  }

  private void tell(Trial trial) {
    output.note(
        String.format(
            Locale.ROOT,
            "%s events a second: %s (%s)",
            LoadTable.rate(trial.rate()),
            trial.held() ? "holds" : "does not hold",
            trial.why()));
  }

  private LoadResult once(LoadPlan one) {
    number++;
    String folder = "load/" + start.toEpochMilli() + "-" + number + "/";
    try (ProgressBar bar = output.progress()) {
      LoadResult result =
          new LoadRun(
                  one,
                  traffic,
                  new StreamIntake(target.clients(), target.resources(), folder),
                  target.probe(),
                  new TableSight(target.clients(), target.resources()),
                  bar::show)
              .run(stop);
      drained = result.drained();
      return result;
    }
  }

  private LoadReport report(LoadPlan of, LoadResult result, @Nullable Search search) {
    List<String> problems = new ArrayList<>(search == null ? result.problems() : List.of());
    if (search != null && stop.getAsBoolean()) {
      problems.add("aborted: the search was ended after " + search.trials().size() + " trials");
    }
    if (search != null && search.highest() == 0) {
      problems.add("the objective held at no rate that was tried");
    }
    LoadCheck.Outcome outcome;
    if (drained) {
      output.note("Counting and verifying what came of it");
      outcome = check.compare(traffic.expected(), target.countries());
    } else {
      outcome = check.count();
      problems.add("what came out was not held against what went in: some of it is on its way");
    }
    problems.addAll(outcome.differences());
    return new LoadReport(
        LoadReport.FORMAT,
        result.began().toString(),
        target.probe().backend(),
        of.toReport(),
        result.measured().settings(),
        new LoadReport.Outcome(
            result.events(),
            result.photos(),
            outcome.accepted(),
            outcome.rejected(),
            outcome.deadLetters(),
            result.sendDelay(),
            result.drainSeconds(),
            outcome.exact(),
            problems,
            result.retriedPuts()),
        result.measured().stages(),
        result.measured().queues(),
        result.endToEnd(),
        result.series(),
        result.measured().requests(),
        bill(result),
        search);
  }

  /** At AWS's prices for what the template deploys; null where nobody metered the calls. */
  private static @Nullable Bill bill(LoadResult result) {
    if (result.measured().requests().isEmpty()) {
      return null;
    }
    return Bills.of(
        PriceTable.usEast1(),
        Bills.Architecture.ARM64,
        new Bills.Usage(
            result.measured().requests(),
            result.measured().stages(),
            result.measured().settings(),
            result.events(),
            Duration.between(result.began(), result.ended()).toMillis() / 1e3));
  }
}
