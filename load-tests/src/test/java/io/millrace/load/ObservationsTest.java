// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.load.StageAttempt.End;
import io.millrace.load.report.LoadReport.Stage;
import io.millrace.load.report.LoadReport.StageSample;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObservationsTest {

  private static final long BEGAN = 1_000_000;
  private static final StageUse USE = new StageUse(120L, 2.5, 3);

  private final Observations seen = new Observations(List.of("enrich"), BEGAN, BEGAN + 1_000);

  @Test
  void attempts_becomeStages_andSeconds_withoutTheWarmUp() {
    seen.add(attempt(500, 900, End.SUCCEEDED, 10, 0, 100.0)); // warm-up
    seen.add(attempt(2_000, 200, End.SUCCEEDED, 50, 0, 300.0));
    seen.add(attempt(2_100, 300, End.SUCCEEDED, 30, 5, 300.0));
    seen.add(attempt(2_200, 700, End.FAILED, 20, 0, 10.0));
    seen.add(attempt(2_300, 0, End.THROTTLED, 20, 0, null));

    Stage stage = seen.stages(name -> USE).getFirst();

    assertThat(stage.batches()).isEqualTo(3);
    assertThat(stage.records()).isEqualTo(75);
    assertThat(stage.errors()).isEqualTo(1);
    assertThat(stage.throttles()).isEqualTo(1);
    assertThat(stage.retries()).isEqualTo(2);
    assertThat(stage.discarded()).isEqualTo(3);
    assertThat(stage.concurrency()).isEqualTo(2);
    assertThat(stage.iteratorAge().max()).isCloseTo(700, within(1.0));
    assertThat(stage.billedSeconds()).isCloseTo(0.61, within(1e-9));
    assertThat(stage.recordsPerSecond()).isCloseTo(75 / 1.2, within(0.1));

    Map<Long, Map<String, StageSample>> seconds = seen.seconds();
    assertThat(seconds).containsOnlyKeys(0L, 2L);
    StageSample second = seconds.getOrDefault(2L, Map.of()).get("enrich");
    assertThat(second).isEqualTo(new StageSample(3, 75, 300.0, 300.0, 700.0, 1, 2));
  }

  @Test
  void backlogThatGrows_showsAsATrend_untilNothingIsPutAnyMore() {
    for (int second = 2; second < 20; second++) {
      seen.add(attempt(second * 1_000, 500 + second * 100, End.SUCCEEDED, 10, 0, 50.0));
    }
    seen.sendingEnded(BEGAN + 20_000);
    for (int second = 20; second < 40; second++) {
      seen.add(attempt(second * 1_000, 0, End.SUCCEEDED, 10, 0, 50.0));
    }

    assertThat(seen.growth().get("enrich")).isCloseTo(100, within(0.1));
  }

  @Test
  void ageThatOnlyScatters_isNoTrend() {
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      seen.add(attempt(2_000 + i * 300, random.nextInt(1_500), End.SUCCEEDED, 10, 0, 50.0));
    }

    assertThat(seen.growth().get("enrich")).isLessThan(10);
  }

  private static StageAttempt attempt(
      long ended, long age, End end, int records, int failures, @Nullable Double duration) {
    return new StageAttempt(
        "enrich", BEGAN + ended, BEGAN + ended - age, end, records, failures, duration, null);
  }
}
