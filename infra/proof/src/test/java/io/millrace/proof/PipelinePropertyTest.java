// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws 1 to 6 and 8, of all stages together: whatever comes in and whatever befalls it. */
final class PipelinePropertyTest {

  private static final int MUTANT_RUNS = 300;

  @Property(shrinking = ShrinkingMode.OFF)
  void everyInput_isAcceptedOrRejectedOnce_andTheViewIsTheFold(@ForAll long seed) {
    World world = new World(seed, PipelineMutant.NONE);
    assertThat(world.run()).as("seed %s: %s", seed, world).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void mutant_isCaught(PipelineMutant mutant) {
    assertThat(LongStream.range(0, MUTANT_RUNS).anyMatch(seed -> isWrong(seed, mutant)))
        .as("a wrong run among %s with %s", MUTANT_RUNS, mutant)
        .isTrue();
  }

  private static boolean isWrong(long seed, PipelineMutant mutant) {
    List<String> findings = new World(seed, mutant).run();
    return !findings.isEmpty();
  }
}
