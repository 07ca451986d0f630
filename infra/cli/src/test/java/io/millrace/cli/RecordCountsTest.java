// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.record.Part;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordCountsTest {

  private final RecordCounts counts = new RecordCounts(Set.of("events.ndjson", "a#b.csv"));

  @Test
  void photoAnnouncement_isNoEvent() {
    counts.accept(Parts.event("1", PhotoUploaded.TYPE, "DE"));
    counts.accept(Parts.event("2", "visit", "DE"));
    counts.accept(Parts.photo("1", "DE", "a/1600x1067.jpg", "a/800x533.jpg"));

    assertThat(counts.events()).isEqualTo(1);
    assertThat(counts.photos()).hasSize(1);
    assertThat(counts.eventsByCountry()).containsOnly(java.util.Map.entry("DE", 1L));
    assertThat(counts.renditions()).containsExactly("a/1600x1067.jpg", "a/800x533.jpg");
  }

  @Test
  void unknownPlace_countsAsZZ() {
    counts.accept(Parts.event("1", "visit", null));

    assertThat(counts.eventsByCountry()).containsOnlyKeys("ZZ");
    assertThat(counts.eventsByHour()).containsOnlyKeys("2026-11-23T05Z");
  }

  @Test
  void reject_countsForWhatItsFileIs() {
    counts.accept(reject("1", Part.UPLOAD, Reason.MALFORMED_JSON, "s3://b/events.ndjson#17"));
    counts.accept(reject("2", Part.UPLOAD, Reason.MALFORMED_CSV, "s3://b/a#b.csv#2"));
    counts.accept(reject("3", Part.UPLOAD, Reason.UNSUPPORTED_CONTENT, "s3://b/report.jpg"));
    counts.accept(reject("4", Part.PHOTO, Reason.MALFORMED_IMAGE, "s3://b/photo.jpg"));
    counts.accept(reject("5", Part.EVENT, Reason.TOO_OLD, "kinesis:shardId-0/495"));

    assertThat(counts.eventRejects())
        .containsOnlyKeys("MALFORMED_CSV", "MALFORMED_JSON", "TOO_OLD");
    assertThat(counts.photoRejects()).containsOnlyKeys("MALFORMED_IMAGE", "UNSUPPORTED_CONTENT");
    assertThat(counts.rejectedByEnrich()).isEqualTo(1);
    assertThat(counts.hasGivenUp()).isFalse();
  }

  @Test
  void rejectThatStandsForARest_saysThatLinesCannotBeCompared() {
    counts.accept(reject("1", Part.UPLOAD, Reason.TOO_MANY_REJECTS, "s3://b/events.ndjson#10001"));

    assertThat(counts.hasGivenUp()).isTrue();
  }

  private static Part reject(String id, String part, Reason reason, String origin) {
    return Parts.reject(id, part, reason, origin);
  }
}
