// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CellTest {

  private static final Instant TIME = Instant.parse("2026-11-23T05:07:42.5Z");

  @Test
  void keys_areOfTheContract() {
    assertThat(cell(Grain.MINUTE, Kind.EVENTS, "order").partitionKey())
        .isEqualTo("minute#2026-11-23T05:07Z");
    assertThat(cell(Grain.HOUR, Kind.EVENTS, "order").partitionKey())
        .isEqualTo("hour#2026-11-23T05Z");
    assertThat(cell(Grain.DAY, Kind.EVENTS, "order").partitionKey()).isEqualTo("day#2026-11-23");
    assertThat(cell(Grain.DAY, Kind.EVENTS, "order").sortKey(3)).isEqualTo("events#order#3");
    assertThat(cell(Grain.DAY, Kind.PHOTOS, "image/png").sortKey(0))
        .isEqualTo("photos#image/png#0");
    assertThat(cell(Grain.DAY, Kind.REJECTS, "TOO_OLD").sortKey(0)).isEqualTo("rejects#TOO_OLD#0");
  }

  @Property
  void key_isReadBack_whateverTheName(
      @ForAll Grain grain,
      @ForAll Kind kind,
      @ForAll String name,
      @ForAll @IntRange(max = 2_000_000_000) int seconds) {
    Cell cell = new Cell(grain, grain.floor(Instant.ofEpochSecond(seconds)), kind, name);
    assertThat(Cell.parse(cell.partitionKey(), cell.sortKey(2))).contains(cell);
  }

  @Test
  void keysOfHeadAndMark_areNoCells() {
    assertThat(Cell.parse("head#shardId-1", "head")).isEmpty();
    assertThat(Cell.parse("mark#shardId-1", "0".repeat(40))).isEmpty();
  }

  @Test
  void keyOfAnUnknownGrain_isRefused() {
    assertThatThrownBy(() -> Cell.parse("week#2026-11-23", "events#order#0"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Cell cell(Grain grain, Kind kind, String name) {
    return new Cell(grain, grain.floor(TIME), kind, name);
  }
}
