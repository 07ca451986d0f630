// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.load.cost.PathCost.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PathCostTest {

  private static final double TARGET = 0.35;

  private final PathCost model = PathCost.of(PriceTable.usEast1());

  @Test
  void pipeline_costsAtMost35PercentOfTheNaiveChain() {
    assertThat(model.pipeline().dollars() / model.naive().dollars()).isLessThan(TARGET);
  }

  @Property(tries = 200)
  void pathCostsWhatItsTermsCost_andATermUnitsTimesPrice(@ForAll("models") PathCost some) {
    PriceTable prices = PriceTable.usEast1();
    for (Path path :
        List.of(
            some.pipeline(),
            some.naive(),
            new SideCosts(some).thousandPhotos(),
            new SideCosts(some).hour())) {
      assertThat(path.terms())
          .allSatisfy(
              term -> {
                assertThat(term.units()).isPositive();
                assertThat(term.dollars())
                    .isEqualTo(term.units() * prices.price(term.item()).each());
              });
      double byItem = 0;
      for (Billed item : Billed.values()) {
        byItem += path.dollars(item);
      }
      assertThat(path.dollars()).isCloseTo(byItem, within(1e-9));
    }
  }

  @Property(tries = 100)
  void moreTraffic_makesAnEventNoDearer_becauseBatchesFill(
      @ForAll @DoubleRange(min = 1, max = 50_000) double rate,
      @ForAll @DoubleRange(min = 1, max = 20) double factor) {
    double calm = model.with(Given.EVENTS_PER_SECOND, rate).pipeline().dollars();
    double busy = model.with(Given.EVENTS_PER_SECOND, rate * factor).pipeline().dollars();

    // Whole records and calls are rounded up, which is worth a fraction of a cent.
    assertThat(busy).isLessThanOrEqualTo(calm + 0.005);
  }

  @Property(tries = 100)
  void itemsAreTheFloor_whateverElseIsSaved(@ForAll("models") PathCost some) {
    assertThat(some.pipeline().dollars()).isGreaterThan(0.625);
  }

  @Test
  void packedRecords_costTheirBytes_andSingleOnesAKilobyteEach() {
    double packed = model.pipeline().dollars(Billed.KINESIS_ON_DEMAND_IN_GB);
    double single = model.naive().dollars(Billed.KINESIS_ON_DEMAND_IN_GB);

    assertThat(single).isCloseTo(1_024e6 / (1L << 30) * 0.08, within(1e-9));
    assertThat(packed / single).isBetween(0.29, 0.31);
  }

  @Test
  void nonsense_isRefused_withItsName() {
    assertThatThrownBy(() -> model.with(Given.MEMORY, 0)).hasMessageContaining("MEMORY is 0.0");
    assertThatThrownBy(() -> model.with(Given.EVENT_BYTES, Double.NaN))
        .hasMessageContaining("EVENT_BYTES");
  }

  @Provide
  Arbitrary<PathCost> models() {
    return Arbitraries.of(Given.values())
        .flatMap(
            given ->
                Arbitraries.doubles()
                    .between(0.25, 4)
                    .filter(factor -> given != Given.PACKED_BYTES || factor >= 1)
                    .map(factor -> model.with(given, given.value() * factor)));
  }
}
