// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.batch.Reason;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.Answer.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class AggregatesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final InMemoryCells cells = new InMemoryCells();
  private final List<String> visited = new ArrayList<>();

  /** The twin, which writes down what it is asked. */
  private final Cells recording =
      new Cells() {
        @Override
        public void visit(Grain grain, Instant start, Kind kind, Visitor visitor) {
          visited.add(Cell.partitionKey(grain, start));
          cells.visit(grain, start, kind, visitor);
        }

        @Override
        public void visitAll(Visitor visitor) {
          cells.visitAll(visitor);
        }
      };

  private final Aggregates aggregates =
      new Aggregates(recording, Keeping.DEFAULT, InstantSource.fixed(NOW));

  @Test
  void numbers_areSummedOverSpreads_largestFirst() {
    add(0, Facts.event("1", "a", "2026-11-23T10:00:00Z", "FR"));
    add(1, Facts.event("2", "b", "2026-11-23T10:59:59Z", "DE"));
    add(2, Facts.event("3", "a", "2026-11-23T10:30:00Z", "DE"));
    add(2, Facts.event("4", "a", "2026-11-23T11:00:00Z", "DE"));
    cells.add(0, Fold.of(Facts.photo("5", "2026-11-23T10:30:00Z", null)));
    cells.add(0, Fold.of(Facts.reject("6", Reason.TOO_OLD, "enrich", "2026-11-23T10:30:00Z")));

    Answer byCountry = count(Kind.EVENTS, Dimension.COUNTRY, "10:00:00", "11:00:00");
    assertThat(byCountry.rows()).containsExactly(new Row("DE", 2), new Row("FR", 1));
    assertThat(byCountry.total()).isEqualTo(3);
    assertThat(byCountry.count("DE")).isEqualTo(2);
    assertThat(byCountry.count("XX")).isZero();
    assertThat(count(Kind.EVENTS, Dimension.TYPE, "10:00:00", "11:00:00").rows())
        .containsExactly(new Row("a", 2), new Row("b", 1));
    assertThat(count(Kind.PHOTOS, Dimension.COUNTRY, "10:00:00", "11:00:00").rows())
        .containsExactly(new Row("ZZ", 1));
    assertThat(count(Kind.REJECTS, Dimension.REASON, "10:00:00", "11:00:00").rows())
        .containsExactly(new Row("TOO_OLD", 1));
    assertThat(count(Kind.REJECTS, Dimension.STAGE, "10:00:00", "11:00:00").rows())
        .containsExactly(new Row("enrich", 1));
  }

  @Test
  void numberThatCancelsOut_isNoRow() {
    add(0, Facts.event("1", "a", "2026-11-23T10:00:00Z", "FR"));
    Tally minus = new Tally();
    minus.add(Fold.of(Facts.event("1", "a", "2026-11-23T10:00:00Z", "FR")), -1);
    cells.add(1, minus);
    assertThat(count(Kind.EVENTS, Dimension.TYPE, "10:00:00", "11:00:00").rows()).isEmpty();
  }

  @Test
  void range_isReadInTheLargestCellsThatFit() {
    aggregates.count(
        Kind.EVENTS,
        Dimension.TYPE,
        Instant.parse("2026-11-20T22:58:30Z"),
        Instant.parse("2026-11-22T01:02:00Z"));
    assertThat(visited)
        .containsExactly(
            "minute#2026-11-20T22:58Z",
            "minute#2026-11-20T22:59Z",
            "hour#2026-11-20T23Z",
            "day#2026-11-21",
            "hour#2026-11-22T00Z",
            "minute#2026-11-22T01:00Z",
            "minute#2026-11-22T01:01Z");
  }

  @Test
  void lastHour_isMinutes_orTheHourItself() {
    count(Kind.EVENTS, Dimension.TYPE, "10:07:20", "11:07:20");
    assertThat(visited).hasSize(61).allMatch(key -> key.startsWith("minute#"));
    visited.clear();
    count(Kind.EVENTS, Dimension.TYPE, "10:00:00", "11:00:00");
    assertThat(visited).containsExactly("hour#2026-11-23T10Z");
  }

  @Test
  void range_isWidenedToHours_whereMinutesHaveExpired() {
    Instant then = Instant.parse("2026-10-01T10:20:00Z");
    Answer answer =
        aggregates.count(Kind.EVENTS, Dimension.TYPE, then, then.plus(Duration.ofMinutes(20)));
    assertThat(answer.from()).isEqualTo(Instant.parse("2026-10-01T10:00:00Z"));
    assertThat(answer.to()).isEqualTo(Instant.parse("2026-10-01T11:00:00Z"));
    assertThat(visited).containsExactly("hour#2026-10-01T10Z");
  }

  @Test
  void wrongQuestion_isAnsweredWithWhatIsAllowed() {
    assertThatThrownBy(() -> count(Kind.REJECTS, Dimension.COUNTRY, "10:00:00", "11:00:00"))
        .hasMessage("rejects can't be counted by country, only by reason or stage");
    assertThatThrownBy(() -> count(Kind.EVENTS, Dimension.TYPE, "11:00:00", "10:00:00"))
        .hasMessageContaining("before it starts");
  }

  @Property(tries = 100)
  void anyRangeOfMinutes_countsWhatLiesInIt(
      @ForAll long seed,
      @ForAll @IntRange(max = 4_000) int from,
      @ForAll @IntRange(max = 4_000) int length) {
    Random random = new Random(seed);
    InMemoryCells some = new InMemoryCells();
    Instant zero = Instant.parse("2026-11-20T00:00:00Z");
    Instant start = zero.plus(Duration.ofMinutes(from));
    Instant end = start.plus(Duration.ofMinutes(length));
    int inside = 0;
    for (int i = 0; i < 50; i++) {
      Instant time = zero.plusSeconds(random.nextInt(8_000 * 60));
      EventPart event = Facts.event("e" + i, "t", time.toString(), "DE");
      some.add(random.nextInt(4), Fold.of(event));
      inside += !time.isBefore(start) && time.isBefore(end) ? 1 : 0;
    }
    Answer answer =
        new Aggregates(some, Keeping.DEFAULT, InstantSource.fixed(NOW))
            .count(Kind.EVENTS, Dimension.TYPE, start, end);
    assertThat(answer.total()).isEqualTo(inside);
  }

  private void add(int spread, EventPart event) {
    cells.add(spread, Fold.of(event));
  }

  private Answer count(Kind kind, Dimension by, String from, String to) {
    return aggregates.count(
        kind,
        by,
        Instant.parse("2026-11-23T" + from + "Z"),
        Instant.parse("2026-11-23T" + to + "Z"));
  }
}
