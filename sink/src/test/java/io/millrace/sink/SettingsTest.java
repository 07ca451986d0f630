// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.record.Keeping;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {

  @Test
  void aggregator_needsOnlyItsTable() {
    assertThat(AggregateConfig.from(Map.of("AGGREGATES_TABLE", "cells")))
        .isEqualTo(
            new AggregateConfig(
                "cells", Keeping.DEFAULT, RunLimits.DEFAULT, Duration.ofSeconds(15)));
  }

  @Test
  void aggregator_reportsEveryProblem() {
    assertThatThrownBy(
            () ->
                AggregateConfig.from(
                    Map.of("AGGREGATE_MAX_CELLS", "99", "AGGREGATE_RESERVE", "soon")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("AGGREGATES_TABLE is required")
        .hasMessageContaining("AGGREGATE_MAX_CELLS is \"99\", allowed is a whole number 6 to 98")
        .hasMessageContaining("AGGREGATE_RESERVE is \"soon\"");
  }

  @Test
  void publisher_needsItsBucketAndBus() {
    assertThat(PublishConfig.from(Map.of("ARCHIVE_BUCKET", "a", "PHOTO_EVENT_BUS", "b")))
        .isEqualTo(new PublishConfig("a", "b", 250_000));
    assertThatThrownBy(() -> PublishConfig.from(Map.of()))
        .hasMessageContaining("ARCHIVE_BUCKET")
        .hasMessageContaining("PHOTO_EVENT_BUS");
  }

  @Test
  void limitsBelowOneChange_areRefused() {
    assertThatThrownBy(() -> new RunLimits(5, 200, 64_000)).hasMessageContaining("6 to 98");
  }

  @Test
  void sequenceNumbers_areComparedAsNumbers() {
    assertThat(Sequences.padded("9")).isLessThan(Sequences.padded("10")).hasSize(40);
    assertThatThrownBy(() -> Sequences.padded("49x")).hasMessageContaining("\"49x\"");
    assertThatThrownBy(() -> Sequences.padded("1".repeat(41))).hasMessageContaining("40 digits");
    assertThatThrownBy(() -> Sequences.padded("")).hasMessageContaining("1 to 40");
  }
}
