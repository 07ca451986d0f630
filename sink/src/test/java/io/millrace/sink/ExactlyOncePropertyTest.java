// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Law 5: whatever befalls deliveries, the cells end as the fold over the records. */
final class ExactlyOncePropertyTest {

  private static final int MUTANT_RUNS = 200;

  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
  void cells_equalTheFold_afterAnyInterleaving(@ForAll long seed) {
    Simulation simulation = new Simulation(seed, Mutant.NONE);
    assertThat(simulation.isExact()).as("seed %s%n%s", seed, simulation).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void mutant_isCaught(Mutant mutant) {
    long wrong =
        LongStream.range(0, MUTANT_RUNS)
            .filter(seed -> !new Simulation(seed, mutant).isExact())
            .count();
    assertThat(wrong).as("wrong runs of %s with %s", MUTANT_RUNS, mutant).isPositive();
  }
}
