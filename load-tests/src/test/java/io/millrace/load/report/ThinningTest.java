// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.load.report.Thinning.Point;
import io.millrace.load.report.Thinning.Stretch;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Property(tries = 300)
  void extremesRemain_valuesAreMeasuredOnes_andNoMoreStretchesThanAllowed(
      @ForAll @Size(min = 1, max = 400) List<@DoubleRange(min = -10, max = 1e6) Double> values,
      @ForAll @IntRange(min = 1, max = 50) int stretches) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      // Below 0 stands for nothing measured in that second.
      points.add(new Point(i, values.get(i) < 0 ? Double.NaN : values.get(i)));
    }
    double[] measured = values.stream().mapToDouble(v -> v).filter(v -> v >= 0).toArray();

    List<Stretch> thinned = Thinning.of(points, stretches);

    assertThat(thinned).hasSize(Math.min(stretches, points.size()));
    List<Stretch> there = thinned.stream().filter(one -> !one.isGap()).toList();
    assertThat(there.isEmpty()).isEqualTo(measured.length == 0);
    if (measured.length > 0) {
      assertThat(there.stream().mapToDouble(Stretch::high).max().orElseThrow())
          .isEqualTo(java.util.Arrays.stream(measured).max().orElseThrow());
      assertThat(there.stream().mapToDouble(Stretch::low).min().orElseThrow())
          .isEqualTo(java.util.Arrays.stream(measured).min().orElseThrow());
      assertThat(there)
          .allSatisfy(
              one -> {
                assertThat(values).contains(one.low(), one.middle(), one.high());
                assertThat(one.middle()).isBetween(one.low(), one.high());
              });
    }
    assertThat(thinned).isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
  }

  @Test
  void shortCurve_staysAsItIs() {
    List<Stretch> thinned = Thinning.of(List.of(new Point(0, 3), new Point(1, 5)), 10);

    assertThat(thinned).containsExactly(new Stretch(0, 3, 3, 3), new Stretch(1, 5, 5, 5));
  }
}
