// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.load.report.LoadReport.Search;
import io.millrace.load.report.LoadReport.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindMaxTest {

  private final List<Trial> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(doubles = {7, 49, 50, 51, 333, 1_000, 4_321})
  void capacity_isFound_fromBelow_inBoundedTrials(double capacity) {
    Search search = search(capacity, 50);

    assertThat(search.highest()).isLessThanOrEqualTo(capacity);
    assertThat(search.highest() * FindMax.NEAR).isGreaterThan(capacity * 0.97);
    assertThat(search.bounded()).isTrue();
    assertThat(search.trials()).hasSizeLessThanOrEqualTo(FindMax.MOST_TRIALS).isEqualTo(told);
  }

  @Test
  void systemThatHoldsNothing_isGivenUp() {
    Search search = search(0, 50);

    assertThat(search.highest()).isZero();
    assertThat(search.trials()).hasSizeLessThan(10);
  }

  @Test
  void firstTrialThatFails_isMadeAgain_becauseFunctionsWereCold() {
    Search search =
        new FindMax(
                "slo",
                rate -> new Trial(rate, 30, !told.isEmpty() && rate <= 60, ""),
                told::add,
                () -> false)
            .from(50);

    assertThat(told).extracting(Trial::rate).startsWith(50.0, 50.0, 100.0);
    assertThat(search.highest()).isBetween(54.0, 60.0);
  }

  @Test
  void systemWithoutBound_isNotBounded_andTheSearchEnds() {
    Search search = search(Double.POSITIVE_INFINITY, 50);

    assertThat(search.bounded()).isFalse();
    assertThat(search.trials()).hasSize(FindMax.MOST_TRIALS);
  }

  @Test
  void stop_endsTheSearch_andTheTrialThatRunsDoesNotCount() {
    List<Double> tried = new ArrayList<>();
    Search search =
        new FindMax(
                "slo",
                rate -> {
                  tried.add(rate);
                  return new Trial(rate, 30, tried.size() == 1, "");
                },
                told::add,
                () -> tried.size() == 2)
            .from(50);

    assertThat(tried).containsExactly(50.0, 100.0);
    assertThat(search.trials()).extracting(Trial::rate).containsExactly(50.0);
    assertThat(search.highest()).isEqualTo(50);
    assertThat(search.bounded()).isFalse();
  }

  private Search search(double capacity, double start) {
    return new FindMax(
            "slo", rate -> new Trial(rate, 30, rate <= capacity, ""), told::add, () -> false)
        .from(start);
  }
}
