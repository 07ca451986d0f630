// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.AggregateBenchmark.Counter;
import io.millrace.sink.view.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

final class SameSumsTest {

  private final AggregateBenchmark aggregate = new AggregateBenchmark();

  @Test
  void aggregate_comesToTheSameSums() {
    Tally ours = new Tally();
    aggregate.ours().forEach(deltas -> ours.add(deltas, 1));
    Map<Counter, Long> sums = new HashMap<>();
    ours.nonZero()
        .forEach(
            (cell, values) ->
                values.forEach((attribute, n) -> sums.put(new Counter(cell, attribute), n)));
    assertThat(sums).isEqualTo(aggregate.limit());
    assertThat(byKey(sums)).isEqualTo(plain());
  }

  private static Map<String, Long> byKey(Map<Counter, Long> sums) {
    Map<String, Long> byKey = new HashMap<>();
    sums.forEach(
        (counter, n) ->
            byKey.put(
                counter.cell().partitionKey()
                    + " "
                    + counter.cell().sortKey(0)
                    + " "
                    + counter.attribute(),
                n));
    return byKey;
  }

  private Map<String, Long> plain() {
    Map<String, Long> sums = new HashMap<>();
    for (UpdateItemRequest update : aggregate.plain()) {
      String cell =
          Objects.requireNonNull(update.key().get("pk")).s()
              + " "
              + Objects.requireNonNull(update.key().get("sk")).s();
      update
          .expressionAttributeNames()
          .values()
          .forEach(attribute -> sums.merge(cell + " " + attribute, 1L, Long::sum));
    }
    return sums;
  }
}
