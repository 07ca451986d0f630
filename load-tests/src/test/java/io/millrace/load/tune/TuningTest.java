// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TuningTest {

  @RepeatedTest(5)
  void noPointOfTheFrontIsBeaten_andEveryOtherIs(RepetitionInfo repetition) {
    // Few values for each, so that there are ties.
    Random random = new Random(repetition.getCurrentRepetition());
    List<Candidate> candidates =
        Stream.generate(() -> candidate(random.nextInt(20), random.nextInt(20), random.nextInt(20)))
            .limit(300)
            .toList();
    List<Candidate> front = Front.of(candidates);

    assertThat(front).isNotEmpty().doesNotHaveDuplicates();
    for (Candidate one : front) {
      assertThat(candidates).noneMatch(other -> other.dominates(one));
    }
    for (Candidate one : candidates) {
      assertThat(front).anyMatch(other -> other.dominates(one) || other.equals(one));
    }
    assertThat(front).isSortedAccordingTo(comparingDouble(Candidate::dollarsPerMillion));
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 1_500})
  void recommendation_isTheCheapestThatMeetsEverything_withRoomToSpare(double rate) {
    Tuning tuning = tuning(TunedStage.ENRICH, rate, null, "age.p99<2500ms", "iteratorAge.p50<2s");
    Recommendation advice = tuning.recommendation().orElseThrow();

    assertThat(advice.meets()).isTrue();
    assertThat(advice.candidate().age().p99()).isLessThan(2_500);
    assertThat(advice.candidate().iteratorAge().p50()).isLessThan(2_000);
    assertThat(advice.candidate().utilization()).isLessThanOrEqualTo(0.7);
    assertThat(tuning.candidates())
        .filteredOn(
            one ->
                one.age().p99() < 2_500
                    && one.iteratorAge().p50() < 2_000
                    && one.utilization() <= 0.7)
        .allMatch(one -> one.dollarsPerMillion() >= advice.candidate().dollarsPerMillion());
    assertThat(advice.why()).contains("is the cheapest that meets age.p99<2500ms (").endsWith(".");
  }

  @Test
  void wherePollingAloneIsTooSlow_theClosestIsNamed_withWhatIsMissing() {
    Recommendation advice =
        tuning(TunedStage.ENRICH, 100, null, "age.p99<500ms").recommendation().orElseThrow();

    assertThat(advice.meets()).isFalse();
    assertThat(advice.candidate().setting().windowSeconds()).isZero();
    assertThat(advice.why())
        .startsWith("Nothing in the sweep meets all of it; the closest is batch ")
        .contains("age.p99<500ms by ");
    assertThat(tuning(TunedStage.ENRICH, 100, 1e-6).recommendation().orElseThrow().why())
        .contains(", which misses the price ($");
  }

  @Test
  void cheaperWithoutHeadRoom_isNotRecommended() {
    Ages ages = new Ages(1, 1, 1, 1, 1);
    Candidate tight = new Candidate(new Setting(1, 0, 1, 0, 512), 100, 0.71, 1, 1, 1.0, ages, ages);
    Candidate roomy = new Candidate(new Setting(1, 0, 2, 0, 512), 200, 0.7, 1, 1, 2.0, ages, ages);
    Workload workload = new Workload(TunedStage.ENRICH, 71, 1);

    assertThat(
            Recommendation.of(List.of(tight, roomy), List.of(), null, workload)
                .orElseThrow()
                .candidate())
        .isEqualTo(roomy);
    assertThat(Recommendation.of(List.of(tight), List.of(), null, workload).orElseThrow().why())
        .endsWith("which misses the head-room (utilization 71 %, at most 70 %).");
  }

  @Test
  void sweep_staysWithinWhatWasMeasured_andWhatTheMemoryHeld() {
    assertThat(tuning(TunedStage.ENRICH, 100, null).candidates())
        .isNotEmpty()
        .allMatch(one -> one.setting().batchSize() <= 2_000)
        .allMatch(one -> one.setting().memoryMegabytes() >= 1.5 * 200);
  }

  @Test
  void whatNothingCanKeepUpWith_hasNoRecommendation() {
    assertThat(tuning(TunedStage.AGGREGATE, 1e6, null).recommendation()).isEmpty();
  }

  @Test
  void recommendation_isWithinTheStacksBounds_andInItsFile() {
    Setting best =
        tuning(TunedStage.RESIZE, 20, null, "age.p99<5s")
            .recommendation()
            .orElseThrow()
            .candidate()
            .setting();

    Map<String, String> choices = best.choices(TunedStage.RESIZE, Samples.parameters());
    assertThat(choices)
        .containsOnlyKeys("ResizeBatchSize", "ResizeMaximumConcurrency", "ResizeMemoryMegabytes");
    choices.forEach((key, value) -> Samples.parameters().check("here", key, value));
    assertThat(Setting.of(TunedStage.RESIZE, Samples.parameters(), choices)).isEqualTo(best);
  }

  @Test
  void fit_findsTheLineThatMadeThePoints_andItsParts(@TempDir Path folder) throws IOException {
    List<Calibration.Size> sizes =
        List.of(size(10, 12.0 + 10, 4), size(100, 12.0 + 100, 13), size(1_000, 12.0 + 1_000, 103));
    Calibration fitted = Calibration.fit(TunedStage.ENRICH, "here", 1, 500, 100, sizes);

    assertThat(fitted.cpuMillis().perBatch()).isCloseTo(3, within(1e-6));
    assertThat(fitted.cpuMillis().perRecord()).isCloseTo(0.1, within(1e-6));
    assertThat(fitted.waitMillis().perBatch()).isCloseTo(9, within(1e-6));
    assertThat(fitted.waitMillis().perRecord()).isCloseTo(0.9, within(1e-6));
    assertThat(fitted.fitError()).isLessThan(1e-6);
    assertThat(fitted.billed()).isEqualTo(Map.of("WCU", new Line(0, 1)));

    Path file = folder.resolve("calibration.json");
    fitted.write(file);
    assertThat(Calibration.read(file, TunedStage.ENRICH)).isEqualTo(fitted);
    assertThatThrownBy(() -> Calibration.read(file, TunedStage.RESIZE))
        .hasMessage(file + ": stage is enrich, needed is resize");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> Calibration.read(file, TunedStage.ENRICH))
        .hasMessageStartingWith(file + ": no calibration: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"age.p99", "age.p90<1s", "age.p99<1", "latency.p99<1s", "age.p99>1s"})
  void objectiveThatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> Slo.of(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("allowed is age or iteratorAge");
  }

  @Test
  void objective_isReadInEitherUnit() {
    assertThat(Slo.of("iteratorAge.p99 < 1.5s")).isEqualTo(new Slo(true, "p99", 1_500));
    assertThat(Slo.of("age.p50<1500ms")).hasToString("age.p50<1500ms");
  }

  private static Candidate candidate(double dollars, double p99, double capacity) {
    Ages ages = new Ages(p99, p99, p99, p99, p99);
    return new Candidate(new Setting(1, 0, 1, 0, 1_024), capacity, 0.5, 1, 1, dollars, ages, ages);
  }

  private static Calibration.Size size(double records, double millis, double cpu) {
    return new Calibration.Size(records, List.of(millis, millis), cpu, Map.of("WCU", records));
  }

  private static Tuning tuning(
      TunedStage stage, double rate, @Nullable Double most, String... objectives) {
    return Tuning.of(
        new Workload(stage, rate, 2),
        Samples.calibration(stage),
        Samples.PRICES,
        Samples.parameters(),
        60_000,
        Samples.present(stage),
        List.of(objectives).stream().map(Slo::of).toList(),
        most);
  }
}
