// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.ReplayedLine;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that comes back ends where its upload would have brought it. */
class ReplayedLinesTest {

  private final Bench bench = new Bench();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"time\":\"2026-11-20T10:00:00Z\",\"n\":1}\nno json\n{\"time\":\"no time\"}\n",
        "time,note\n2026-11-20T10:00:00Z,\"a\r\nb\"\nno time,x\n2026-11-20T10:00:00Z,1,2\nx,\"open\n",
      })
  void everyRejectOfAnUpload_comesBackAsTheSameReject(String upload) {
    byte[] zipped = Bench.gzip(Bench.utf8(upload));
    for (byte[] content : List.of(Bench.utf8(upload), zipped)) {
      Bench one = new Bench();
      one.run(one.upload("a.x", content));
      List<Part> before = one.records.all();
      assertThat(before).isNotEmpty();
      Bench again = new Bench();
      again.upload("a.x", content);

      for (Part reject : before) {
        again.run(
            Bench.message(
                line((RejectPart) reject, "a.x", InMemoryBlobs.etag(content), text(one, reject))
                    .body()));
      }

      assertThat(again.records.all())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("detail")
          .isEqualTo(before);
      assertThat(again.stream.records()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"time\":\"2026-11-20T10:00:00Z\",\"n\":1}|{\"time\":\"2026-11-20T10:00:00Z\",\"n\":2}",
        "time,note|2026-11-20T10:00:00Z,\"two\nlines, \"\"quoted\"\"\"",
      })
  void lineThatIsRightByNow_becomesTheEventThatTheUploadWouldBring(String lines) {
    String[] both = lines.split("\\|");
    Bench whole = new Bench();
    byte[] content = Bench.utf8(both[0] + "\n" + both[1] + "\n");
    whole.run(whole.upload("a", content));
    CloudEvent expected = whole.events().getLast();
    bench.upload("a", content);

    bench.run(
        Bench.message(
            new ReplayedLine(
                    Bench.UPLOADS,
                    "a",
                    InMemoryBlobs.etag(content),
                    2,
                    "ingest/x#2",
                    Bench.TOLD.toString(),
                    both[1],
                    null)
                .body()));

    assertThat(bench.events()).containsExactly(expected);
    assertThat(bench.records.all()).isEmpty();
  }

  @Test
  void lineOfAnUploadThatIsGone_isARejectAgain_withItsBytes() {
    bench.run(
        Bench.message(
            new ReplayedLine(
                    Bench.UPLOADS, "a", "e", 7, "ingest/x#7", Bench.TOLD.toString(), null, "/w==")
                .body()));

    RejectPart reject = bench.rejects().getFirst();
    assertThat(reject.reason()).isEqualTo(Reason.UPLOAD_GONE);
    assertThat(reject.raw()).isEqualTo("ingest/x#7");
    assertThat(reject.origin()).isEqualTo("s3://" + Bench.UPLOADS + "/a#7");
  }

  @Test
  void messageThatIsNoLine_isARejectedMessage() {
    bench.run(Bench.message("{\"line\":{\"bucket\":\"b\"}}"));

    assertThat(bench.rejects().getFirst().reason()).isEqualTo(Reason.MALFORMED_MESSAGE);
  }

  private static ReplayedLine line(RejectPart reject, String key, String etag, String text) {
    return new ReplayedLine(
        Bench.UPLOADS,
        key,
        etag,
        Bench.line(reject),
        Objects.requireNonNull(reject.raw()),
        reject.time().toString(),
        text,
        null);
  }

  private static String text(Bench bench, Part reject) {
    String[] raw = Objects.requireNonNull(((RejectPart) reject).raw()).split("#");
    byte[] kept = Objects.requireNonNull(bench.blobs.objects().get(Bench.REJECTS + "/" + raw[0]));
    try {
      for (String line : new String(kept, StandardCharsets.UTF_8).split("\n")) {
        JsonNode json = Json.document(Bench.utf8(line));
        if (json.path("line").asText().equals(raw[1])) {
          return json.path("text").asText();
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("No line " + raw[1]);
  }
}
