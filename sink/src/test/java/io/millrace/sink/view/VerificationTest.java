// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Json;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.sink.view.VerificationReport.Difference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VerificationTest {

  private static final String TIME = "2026-11-23T05:07:59Z";

  private final List<Part> records = new ArrayList<>();
  private final InMemoryCells cells = new InMemoryCells();
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final Verification verification =
      new Verification(
          visitor -> List.copyOf(records).forEach(visitor), cells, Keeping.DEFAULT, clock);

  @Test
  void viewThatEqualsTheFold_isExact_andNeedsNoSecondLook() {
    record(Facts.event("1", "a", TIME, "DE"), 0);
    record(Facts.photo("2", TIME, null), 1);
    record(Facts.reject("3", Reason.TOO_OLD, "enrich", TIME), 2);
    assertThat(
            verification.verify(
                () -> {
                  throw new AssertionError("a second look");
                }))
        .isEqualTo(new VerificationReport(true, 3, 0, List.of()));
  }

  @Test
  void missingAndSuperfluousNumbers_areReported_whenTheyStay() {
    records.add(Facts.event("1", "a", TIME, "DE"));
    cells.add(0, Fold.of(Facts.event("2", "a", "2026-11-23T05:20:00Z", "FR")));

    VerificationReport report = verification.verify(() -> {});

    assertThat(report.exact()).isFalse();
    assertThat(report.differences())
        .contains(
            new Difference("day#2026-11-23 events#a", "c:DE", 1, 0),
            new Difference("day#2026-11-23 events#a", "c:FR", 0, 1),
            new Difference("minute#2026-11-23T05:20Z events#a", "total", 0, 1))
        .doesNotContain(new Difference("day#2026-11-23 events#a", "total", 1, 1))
        .isSortedAccordingTo(
            (a, b) -> (a.cell() + " " + a.attribute()).compareTo(b.cell() + " " + b.attribute()));
  }

  @Test
  void differenceThatMoves_isNotReported_butCounted() {
    Part event = Facts.event("1", "a", TIME, "DE");
    records.add(event);
    assertThat(verification.verify(() -> cells.add(0, Fold.of(event))))
        .isEqualTo(new VerificationReport(true, 1, 0, List.of()));

    records.add(Facts.event("2", "a", TIME, "DE"));
    VerificationReport moving =
        verification.verify(
            () -> {
              cells.add(0, Fold.of(event));
              records.add(Facts.event("3", "a", TIME, "DE"));
            });
    assertThat(moving).isEqualTo(new VerificationReport(true, 3, 6, List.of()));
  }

  @Test
  void daysThatBeganToExpire_areLeftOut() {
    records.add(Facts.event("1", "a", TIME, "DE"));
    now = Instant.parse("2027-02-22T00:00:00Z");
    assertThat(verification.verify(() -> {}))
        .isEqualTo(new VerificationReport(true, 0, 0, List.of()));
    now = now.minusSeconds(1);
    assertThat(verification.verify(() -> {}).exact()).isFalse();
  }

  @Test
  void minutesThatExpired_areLeftOut_andTheirHoursAreNot() {
    record(Facts.event("1", "a", TIME, "DE"), 0);
    cells.add(0, halfOf(Facts.event("1", "a", TIME, "DE")));
    now = Instant.parse("2026-12-25T00:00:00Z");
    assertThat(verification.verify(() -> {}).exact()).isTrue();
  }

  @Test
  void report_isWritableAsJson() {
    assertThat(
            Json.write(
                new VerificationReport(false, 7, 1, List.of(new Difference("c", "total", 2, 1)))))
        .isEqualTo(
            "{\"exact\":false,\"records\":7,\"unsettled\":1,\"differences\":"
                + "[{\"cell\":\"c\",\"attribute\":\"total\",\"expected\":2,\"found\":1}]}");
  }

  /** What a minute's cell, already removed, would miss. */
  private static Tally halfOf(Part part) {
    Tally minute = new Tally();
    minute.add(Fold.of(part), -1);
    minute.removeIf(cell -> cell.grain() != Grain.MINUTE);
    return minute;
  }

  private void record(Part part, int spread) {
    records.add(part);
    cells.add(spread, Fold.of(part));
  }
}
