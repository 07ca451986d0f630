// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.load.report.Comparison.Change;
import io.millrace.load.report.Comparison.Figure;
import io.millrace.load.report.Comparison.Verdict;
import io.millrace.load.report.LoadReport.Backend;
import io.millrace.load.report.LoadReport.Distribution;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Property(tries = 40)
  void comparedTheOtherWayRound_betterIsWorse_andRatiosAreInverse(
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll @LongRange(max = 1_000) long otherSeed,
      @ForAll @DoubleRange(min = 1, max = 3) double limit) {
    LoadReport one = Runs.of(seed, 20);
    LoadReport other = latency(Runs.of(otherSeed, 20), 100.0 * (otherSeed + 1));

    List<Figure> there = Comparison.of(one, other, limit).figures();
    List<Figure> back = Comparison.of(other, one, limit).figures();

    assertThat(there).hasSameSizeAs(back).hasSizeGreaterThan(30);
    for (int i = 0; i < there.size(); i++) {
      Figure a = there.get(i);
      Figure b = back.get(i);
      assertThat(b.name()).isEqualTo(a.name());
      assertThat(b.change()).as(a.name()).isEqualTo(opposite(a.change()));
      if (a.old() > 0 && a.now() > 0) {
        assertThat(a.ratio() * b.ratio()).isBetween(1 - 1e-9, 1 + 1e-9);
      }
    }
  }

  @Property(tries = 20)
  void runComparedWithItself_isFine_atAnyLimit(
      @ForAll @DoubleRange(min = 1, max = 9) double limit) {
    Comparison same = Comparison.of(Runs.of(7, 20), Runs.of(7, 20), limit);

    assertThat(same.verdict()).isEqualTo(Verdict.FINE);
    assertThat(same.figures()).allMatch(f -> f.change() == Change.SAME && f.ratio() == 1);
  }

  @Test
  void figureIsWorse_beyondTheLimitAndTheFloor_butNotBeyondOneAlone() {
    LoadReport old = Runs.of(7, 20);

    assertThat(latencyChange(latency(old, 1), latency(old, 2))).as("2 ms").isEqualTo(Change.SAME);
    assertThat(latencyChange(latency(old, 9_000), latency(old, 9_100))).isEqualTo(Change.SAME);
    assertThat(latencyChange(latency(old, 400), latency(old, 700))).isEqualTo(Change.WORSE);
    assertThat(latencyChange(latency(old, 700), latency(old, 400))).isEqualTo(Change.BETTER);
  }

  @Test
  void worseRun_saysWhichFigures() {
    LoadReport old = latency(Runs.of(7, 20), 400);
    Comparison worse = Comparison.of(old, latency(old, 800), Comparison.DEFAULT_LIMIT);

    assertThat(worse.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(worse.lines())
        .anyMatch(line -> line.startsWith("records p99") && line.endsWith("2.00×  worse"))
        .last()
        .isEqualTo("2 figures are worse.");
  }

  @Test
  void runsOnOtherMachinesOrPlans_areRefused_andSaid() {
    LoadReport here = Runs.of(7, 20);
    LoadReport there = on(here, new Backend("AWS", "us-east-1", "", "4 cores, 8 GB"));

    Comparison comparison = Comparison.of(here, there, Comparison.DEFAULT_LIMIT);

    assertThat(comparison.verdict()).isEqualTo(Verdict.INCOMPARABLE);
    assertThat(comparison.lines())
        .contains("Not comparable: backend was local cloud, is AWS")
        .last()
        .asString()
        .contains("nothing follows");
    assertThat(Comparison.of(here, Runs.of(7, 30), Comparison.DEFAULT_LIMIT).verdict())
        .isEqualTo(Verdict.INCOMPARABLE);
  }

  @Test
  void throughputThatFalls_isWorse_andOneThatRisesIsBetter() {
    LoadReport fast = Runs.of(7, 20);
    LoadReport slow = halfTheEvents(fast);

    assertThat(change(Comparison.of(fast, slow, Comparison.DEFAULT_LIMIT), "events put"))
        .isEqualTo(Change.WORSE);
    assertThat(change(Comparison.of(slow, fast, Comparison.DEFAULT_LIMIT), "events put"))
        .isEqualTo(Change.BETTER);
  }

  @Test
  void limitBelowOne_isRefused() {
    LoadReport run = Runs.of(7, 5);

    assertThatThrownBy(() -> Comparison.of(run, run, 0.9)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> Comparison.of(run, run, Double.NaN)).hasMessageContaining("NaN");
  }

  private static Change opposite(Change change) {
    return switch (change) {
      case BETTER -> Change.WORSE;
      case SAME -> Change.SAME;
      case WORSE -> Change.BETTER;
    };
  }

  private static Change latencyChange(LoadReport old, LoadReport now) {
    return change(Comparison.of(old, now, Comparison.DEFAULT_LIMIT), "records p99");
  }

  private static Change change(Comparison comparison, String name) {
    return comparison.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .change();
  }

  private static LoadReport latency(LoadReport run, double millis) {
    return with(
        run,
        run.backend(),
        Map.of("records", new Distribution(9, millis, millis, millis, millis, millis, List.of())));
  }

  private static LoadReport halfTheEvents(LoadReport run) {
    LoadReport.Outcome whole = run.outcome();
    return with(
        run,
        run.backend(),
        run.endToEnd(),
        new LoadReport.Outcome(
            whole.events() / 2,
            whole.photos(),
            whole.accepted() / 2,
            whole.rejected(),
            whole.deadLetters(),
            whole.sendDelay(),
            whole.drainSeconds(),
            whole.exact(),
            whole.problems()));
  }

  private static LoadReport on(LoadReport run, Backend backend) {
    return with(run, backend, run.endToEnd());
  }

  private static LoadReport with(
      LoadReport run, Backend backend, Map<String, Distribution> endToEnd) {
    return with(run, backend, endToEnd, run.outcome());
  }

  private static LoadReport with(
      LoadReport run,
      Backend backend,
      Map<String, Distribution> endToEnd,
      LoadReport.Outcome outcome) {
    return new LoadReport(
        run.format(),
        run.began(),
        backend,
        run.plan(),
        run.settings(),
        outcome,
        run.stages(),
        run.queues(),
        endToEnd,
        run.series(),
        run.requests(),
        run.bill());
  }
}
