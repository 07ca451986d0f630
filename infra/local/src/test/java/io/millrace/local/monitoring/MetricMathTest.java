// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.monitoring.MathExpression.Scope;
import io.millrace.local.monitoring.TimeSeries.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricMathTest {
  private static final Map<String, String> SERIES =
      Map.of("a", "1 2 - 4", "b", "10 - 30 0", "none", "- - - -");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a + 2 * 3 ; 7 8 - 10",
        "(a + 2) * 3 ; 9 12 - 18",
        "-a + 1 ; 0 -1 - -3",
        "a ^ 2 ; 1 4 - 16",
        "a + b ; 11 - - 4",
        "a / b ; 0.1 - - -",
        "100 * a / (a + 1) > 60 ; 0 1 - 1",
        "a >= 2 AND a < 4 ; 0 1 - 0",
        "a == 1 || a == 4 ; 1 0 - 1",
        "IF(a > 1, a, 0) ; 0 2 - 4",
        "IF(a > 1, b) ; - - - 0",
        "FILL(a, 0) ; 1 2 0 4",
        "FILL(a, REPEAT) ; 1 2 2 4",
        "FILL(a, LINEAR) ; 1 2 3 4",
        "FILL(none, 0) == 0 AND FILL(b, 0) > 0 ; 1 0 1 0",
        "SUM([a, b]) ; 11 2 30 4",
        "MAX([a, b]) ; 10 2 30 4",
        "MIN([a, b, 3]) ; 1 2 3 0",
        "AVG([a, b]) ; 5.5 2 30 2",
        "a - MIN(a) ; 0 1 - 3",
        "SUM(FILL([a, b], 1)) ; 11 3 31 4",
        "a / PERIOD(a) * 60 ; 1 2 - 4",
        "1 - 0.5 ; 0.5 0.5 0.5 0.5"
      })
  void expression_isWhatTheGuideSays(String expression, String expected) {
    Scope scope = new Scope(id -> series(SERIES.getOrDefault(id, "")), 0, 240_000, 60_000);

    Points points = MathFunction.points(scope, MathParser.parse(expression).value(scope));

    List<String> shown = new ArrayList<>();
    for (long time = 0; time < 240_000; time += 60_000) {
      Double value = points.values().get(time);
      shown.add(value == null ? "-" : Double.toString(value + 0.0).replaceFirst("\\.0$", ""));
    }
    assertThat(String.join(" ", shown)).isEqualTo(expected);
  }

  private static Points series(String text) {
    SortedMap<Long, Double> points = new TreeMap<>();
    String[] values = text.split(" ", -1);
    for (int i = 0; i < values.length; i++) {
      if (!values[i].equals("-")) {
        points.put(i * 60_000L, Double.valueOf(values[i]));
      }
    }
    return new Points(points);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANOMALY_DETECTION_BAND(a)", "METRICS()", "SEARCH(a, b)"})
  void functionThatIsNotHere_isRefusedByName(String expression) {
    assertThatThrownBy(() -> MathParser.parse(expression))
        .hasMessageContaining(
            "the function "
                + expression.substring(0, expression.indexOf('('))
                + " is not supported by the local cloud");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a +", "(a", "a b", "IF(a)", "FILL(a)", "a ? b", "SUM(a, b)"})
  void whatIsNoExpression_isRefused(String expression) {
    assertThatThrownBy(() -> MathParser.parse(expression))
        .isInstanceOf(MonitoringException.class)
        .hasMessageContaining("'" + expression + "'");
  }

  @Test
  void references_areTheIdsWithoutKeywords() {
    assertThat(MathParser.parse("IF(FILL(m1, REPEAT) > m2, [e1, 2])").references())
        .containsExactlyInAnyOrder("m1", "m2", "e1");
  }
}
