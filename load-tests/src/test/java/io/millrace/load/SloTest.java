// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloTest {

  private static final List<String> NAMES = List.of("enrich", "aggregate");

  private static final List<Stage> STAGES =
      List.of(stage("enrich", 1_200, 300), stage("aggregate", 1_600, 200));
  private static final Map<String, Distribution> PLACES =
      Map.of("records", of(2_000), "aggregates", of(4_000));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iteratorAge.p99<1500ms | false | iteratorAge.p99 1600 ms",
        "enrich.iteratorAge.p99<1500ms | true | enrich.iteratorAge.p99 1200 ms",
        "enrich.iteratorAge.p99<1.2s | false | enrich.iteratorAge.p99 1200 ms",
        "enrich.iteratorAge.p99<=1.2s | true | enrich.iteratorAge.p99 1200 ms",
        "duration.max<1m | true | duration.max 300 ms",
        "latency.p50<3s | false | latency.p50 4000 ms",
        "records.latency.p50<3s | true | records.latency.p50 2000 ms",
        "enrich.duration.mean<1s, iteratorAge.p95<2s | true | enrich.duration.mean 300 ms, iteratorAge.p95 1600 ms",
        "enrich.duration.mean<1s,iteratorAge.p95<1s | false | enrich.duration.mean 300 ms, iteratorAge.p95 1600 ms",
      })
  void objective_isHeldAgainstTheWorst_orTheOneThatIsNamed(String text, boolean held, String why) {
    Slo.Verdict verdict = Slo.of(text, NAMES).judge(STAGES, PLACES);

    assertThat(verdict.held()).isEqualTo(held);
    assertThat(verdict.why()).isEqualTo(why);
  }

  @Test
  void whatWasNotMeasured_doesNotHold() {
    Slo.Verdict verdict = Slo.of("enrich.iteratorAge.p99<1s", NAMES).judge(List.of(), PLACES);

    assertThat(verdict.held()).isFalse();
    assertThat(verdict.why()).isEqualTo("enrich.iteratorAge.p99 was not measured");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fast | \"fast\", allowed is [STAGE.]iteratorAge",
        "iteratorAge.p99<1500 | allowed is [STAGE.]iteratorAge",
        "iteratorAge.p99>1s | allowed is",
        "iteratorAge.p42<1s | no quantile p42, allowed are p50, p95, p99, max, mean",
        "age.p99<1s | no metric age, allowed are iteratorAge, duration, latency",
        "resize.duration.p99<1s | no resize has a duration, allowed are enrich, aggregate",
        "enrich.latency.p99<1s | no enrich has a latency, allowed are records, aggregates",
        "iteratorAge.p99<1s, | \"\", allowed is",
      })
  void badText_isToldWhatIsAllowed(String text, String message) {
    assertThatThrownBy(() -> Slo.of(text, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Stage stage(String name, double age, double duration) {
    return new Stage(
        name, 1, 1, 1, of(1), of(duration), of(age), of(0), 0, 0, 0, 0, 1, null, null, 1);
  }

  private static Distribution of(double value) {
    return new Distribution(1, value, value, value, value, value, List.of());
  }
}
