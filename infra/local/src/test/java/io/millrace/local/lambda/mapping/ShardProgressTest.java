// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The checkpoint never passes a record that isn't done, and never lags behind those that are. */
class ShardProgressTest {
  @Property(tries = 200)
  void checkpoint_isTheLastBeforeTheFirstUnfinished(
      @ForAll @IntRange(min = 1, max = 30) int count, @ForAll long seed) {
    ShardProgress progress = new ShardProgress(Optional.of("before"));
    List<StreamRecord> records = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      records.add(LaneSimulation.record(i, 0));
      progress.read(records.getLast());
    }
    Collections.shuffle(records, new Random(seed));

    Set<Integer> done = new HashSet<>();
    for (StreamRecord record : records) {
      progress.done(List.of(record));
      done.add(Integer.valueOf(record.sequenceNumber()));
      int contiguous = 0;
      while (done.contains(contiguous + 1)) {
        contiguous++;
      }
      assertThat(progress.checkpoint())
          .hasValue(contiguous == 0 ? "before" : Integer.toString(contiguous));
    }
    assertThat(progress.unfinished()).isZero();
  }
}
