// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.samples.Expected;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.record.Part;
import io.millrace.sink.view.Kind;
import io.millrace.sink.view.VerificationReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Six events came in (one twice, two wrong, one of them too old) and two photos (one damaged). */
class ComparisonTest {

  private static final VerificationReport EXACT = new VerificationReport(true, 6, 0, List.of());
  private static final Set<String> EVENT_FILES = Set.of("events.ndjson");

  private final RecordCounts records = new RecordCounts(EVENT_FILES);
  private Input input = new Input(2, 6, 4, 1, EVENT_FILES);
  private Map<Kind, Long> aggregates = Map.of(Kind.EVENTS, 3L, Kind.PHOTOS, 1L, Kind.REJECTS, 3L);
  private List<String> renditions = List.of("x/800x533.jpg");
  private long deadLetters;
  private VerificationReport verification = EXACT;

  ComparisonTest() {
    records.accept(Parts.event("1", "visit", "DE"));
    records.accept(Parts.event("2", "visit", "DE"));
    records.accept(Parts.event("3", "visit", null));
    records.accept(Parts.photo("4", "FR", "x/800x533.jpg"));
    reject("5", Part.UPLOAD, Reason.MALFORMED_JSON, "s3://b/events.ndjson#2");
    reject("6", Part.EVENT, Reason.TOO_OLD, "kinesis:shard/1");
    reject("7", Part.PHOTO, Reason.MALFORMED_IMAGE, "s3://b/p.jpg");
  }

  @Test
  void agreeingNumbers_haveNoDifference() {
    assertThat(Comparison.of(findings())).isEmpty();
    assertThat(Comparison.with(findings(), expected(3, 1))).isEmpty();
    assertThat(findings().duplicates()).isEqualTo(1);
  }

  @Test
  void lostEvent_isSaid() {
    input = new Input(2, 7, 5, 1, EVENT_FILES);

    assertThat(Comparison.of(findings()))
        .containsExactly("events recorded: 3, distinct events in the input: 4");
  }

  @Test
  void wrongAggregate_missingRendition_andDeadLetter_areSaid() {
    aggregates = Map.of(Kind.EVENTS, 4L, Kind.REJECTS, 3L);
    renditions = List.of("y/800x533.jpg");
    deadLetters = 2;

    assertThat(Comparison.of(findings()))
        .containsExactly(
            "events recorded: 3, events in the aggregates: 4",
            "photos ready: 1, photos in the aggregates: 0",
            "rendition x/800x533.jpg is missing",
            "dead letters and failed batches: 2, none: 0");
  }

  @Test
  void differingCells_areSaid_butNotAllOfMany() {
    verification =
        new VerificationReport(
            false,
            6,
            0,
            java.util.stream.IntStream.range(0, 7)
                .mapToObj(i -> new VerificationReport.Difference("cell " + i, "total", 2, 1))
                .toList());

    assertThat(Comparison.of(findings()))
        .hasSize(6)
        .startsWith("cell 0 total in the aggregates: 1, by the records: 2")
        .endsWith("2 more cells of the aggregates differ from the records");
  }

  @Test
  void filesThatWereGivenUp_areNotComparedByLine() {
    reject("8", Part.UPLOAD, Reason.MALFORMED_GZIP, "s3://b/events.ndjson#9");
    input = new Input(2, 100, 90, 3, EVENT_FILES);
    aggregates = Map.of(Kind.EVENTS, 3L, Kind.PHOTOS, 1L, Kind.REJECTS, 4L);

    assertThat(Comparison.of(findings())).isEmpty();
  }

  @Test
  void otherThanTheSamplesMustYield_isSaidByName() {
    assertThat(Comparison.with(findings(), expected(4, 2)))
        .containsExactly(
            "events rejected as TOO_OLD: 1, expected: 2",
            "events from DE: 2, expected: 3",
            "events of 2026-11-23T05Z from DE: 2, expected: 3");
  }

  private void reject(String id, String part, Reason reason, String origin) {
    records.accept(Parts.reject(id, part, reason, origin));
  }

  private Findings findings() {
    return new Findings(
        input,
        records,
        aggregates,
        renditions,
        deadLetters,
        verification,
        List.of(),
        Duration.ofSeconds(30));
  }

  private static Expected expected(long known, long tooOld) {
    SortedMap<String, Long> countries = counts("DE", known - 1, "ZZ", 1);
    return new Expected(
        "2026-11-23T06:00:00Z",
        new Expected.Events(
            6,
            3,
            1,
            counts("MALFORMED_JSON", 1, "TOO_OLD", tooOld),
            counts("visit", 3),
            countries,
            new TreeMap<>(Map.of("2026-11-23T05Z", countries))),
        new Expected.Photos(2, 1, counts("MALFORMED_IMAGE", 1), counts("FR", 1)));
  }

  private static SortedMap<String, Long> counts(Object... namesAndCounts) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < namesAndCounts.length; i += 2) {
      counts.put((String) namesAndCounts[i], ((Number) namesAndCounts[i + 1]).longValue());
    }
    return counts;
  }
}
