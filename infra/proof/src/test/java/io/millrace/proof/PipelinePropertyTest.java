// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws 1 to 6 and 8, of all stages together: whatever comes in and whatever befalls it. */
final class PipelinePropertyTest {

  private static final int MUTANT_RUNS = 300;
  private static final int MANY_FAULTS = 100;

  /** More than a mapping retries and than a queue delivers. */
  private static final int MANY = 5;

  @Property(shrinking = ShrinkingMode.OFF)
  void everyInput_isAcceptedOrRejectedOnce_andTheViewIsTheFold(@ForAll long seed) {
    World world = new World(seed, PipelineMutant.NONE);
    assertThat(world.run()).as("seed %s: %s", seed, world).isEmpty();
  }

  /** Every operation of every stage, once and again: the coverage that chance does not promise. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void firstCallsOfEveryOperation_mayFailInAnyWay(Misfortune kind) {
    for (int times : new int[] {1, MANY}) {
      World world =
          new World(new Random(times), PipelineMutant.NONE, FaultScript.first(times, kind));
      assertThat(world.run()).as("%s %s times: %s", kind, times, world).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void mutant_isCaught(PipelineMutant mutant) {
    assertThat(LongStream.range(0, MUTANT_RUNS).anyMatch(seed -> isWrong(seed, mutant)))
        .as("a wrong run among %s with %s", MUTANT_RUNS, mutant)
        .isTrue();
  }

  private static boolean isWrong(long seed, PipelineMutant mutant) {
    // Every other one under more faults than a property needs.
    World world =
        seed % 2 == 0
            ? new World(seed, mutant)
            : new World(
                new Random(seed), mutant, FaultScript.seeded(new Random(seed), MANY_FAULTS, 4));
    return !world.run().isEmpty();
  }
}
