// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static io.millrace.ingest.Bench.gzip;
import static io.millrace.ingest.Bench.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.JsonText;
import io.millrace.shared.port.Fault;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.RejectPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Uploads of events, from the message to what lies on the stream and among the rejects. */
final class EventUploadTest {

  private static final String T = "2026-11-20T10:00:00Z";
  private static final String PLAIN = "{\"time\":\"" + T + "\",\"amount\":5}";

  private final Bench bench = new Bench();

  @Test
  void plainLine_takesIdAndSourceFromItsPosition() {
    String key = "année 1/a+b.json";
    Message message = bench.upload(key, "\uFEFF\n" + PLAIN + "\r\n");

    assertThat(bench.run(message).counts()).isEqualTo(Counts.done(1, 0, 0));

    CloudEvent event = bench.events().getFirst();
    String etag = InMemoryBlobs.etag(utf8("\uFEFF\n" + PLAIN + "\r\n"));
    assertThat(event.id()).isEqualTo(Ids.line(Bench.UPLOADS, key, etag, 2));
    assertThat(event.source()).isEqualTo("s3://uploads/" + key);
    assertThat(event.data()).hasToString("{\"amount\":5}");
    assertThat(bench.lines).isEqualTo(new LineCounts(1, 0, 1));
  }

  @Test
  void wrongLine_isRejected_andLaterLinesContinue() {
    String text = PLAIN + "\n \t\n{\"amount\":5}\nnonsense\n" + PLAIN;
    byte[] content = utf8(text);

    BatchResult<Message> result = bench.run(bench.upload("a.json", content));

    assertThat(result.counts()).isEqualTo(Counts.done(1, 0, 0));
    assertThat(bench.lines).isEqualTo(new LineCounts(2, 2, 1));
    assertThat(bench.events()).hasSize(2);
    String id = Ids.object(Bench.UPLOADS, "a.json", InMemoryBlobs.etag(content));
    assertThat(bench.rejects().getFirst())
        .isEqualTo(
            new RejectPart(
                Ids.line(Bench.UPLOADS, "a.json", InMemoryBlobs.etag(content), 3),
                "upload",
                Reason.MISSING_ATTRIBUTE,
                "ingest",
                "time is missing",
                "s3://uploads/a.json#3",
                "ingest/" + id + "/0000000003.ndjson#3",
                InMemoryBlobs.MODIFIED,
                Keeping.DEFAULT.recordExpiry(InMemoryBlobs.MODIFIED)));
    assertThat(bench.rejects().get(1).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void rejectedLines_canBeReadBackByTheirNumber_evenIfTheyAreNotUtf8() throws IOException {
    byte[] latin1 = "{\"x\":\"caf\u00E9\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] content = Bench.concat(utf8("{\"quote \\\" and tab\t\"\n"), latin1, utf8("\n"));

    bench.run(bench.upload("a.json", content));

    Map<String, byte[]> raw = raw(bench);
    assertThat(bench.rejects())
        .extracting(RejectPart::reason)
        .containsExactly(Reason.MALFORMED_JSON, Reason.MALFORMED_UTF8);
    assertThat(raw.get(bench.rejects().getFirst().raw()))
        .isEqualTo(utf8("{\"quote \\\" and tab\t\""));
    assertThat(raw.get(bench.rejects().get(1).raw())).isEqualTo(latin1);
  }

  @Test
  void bytesOfWrongLines_areThereBeforeAnyItemNamesThem() {
    Message message = bench.upload("a.json", "{");
    bench.blobs.fault.next(Fault.Kind.NONE, Fault.Kind.BEFORE);

    assertThat(bench.run(message).failed()).containsExactly(message);
    assertThat(bench.rejects()).isEmpty();
  }

  @Test
  void manyWrongLines_areGatheredIntoFewObjects_eachNamedByItsFirstLine() throws IOException {
    bench.run(bench.upload("a.json", "{\n" + "[]\n".repeat(2_500)));

    assertThat(bench.rejects()).hasSize(2_501);
    assertThat(raw(bench)).hasSize(2_501);
    assertThat(bench.blobs.objects().keySet().stream().filter(k -> k.startsWith(Bench.REJECTS)))
        .hasSize(3)
        .element(1)
        .asString()
        .endsWith("/0000001001.ndjson");
  }

  @Test
  void lineOverTheLimit_isTooLarge_andStaysInTheUpload() {
    String line = "{\"x\":\"" + "y".repeat(EventLimits.MAX_EVENT_BYTES) + "\"}";

    bench.run(bench.upload("a.json", PLAIN + "\n" + line + "\n" + PLAIN));

    assertThat(bench.events()).hasSize(2);
    RejectPart reject = bench.rejects().getFirst();
    assertThat(reject.reason()).isEqualTo(Reason.EVENT_TOO_LARGE);
    assertThat(reject.detail()).isEqualTo(line.length() + " bytes, allowed are 262144");
    assertThat(reject.raw()).isNull();
  }

  @Test
  void lineThatOnlyAsAnEventIsOverTheLimit_isTooLarge_andKept() {
    String start = "{\"time\":\"" + T + "\",\"x\":\"";
    String line = start + "y".repeat(EventLimits.MAX_EVENT_BYTES - start.length() - 2) + "\"}";

    bench.run(bench.upload("a.json", line));

    assertThat(bench.events()).isEmpty();
    assertThat(bench.rejects().getFirst().reason()).isEqualTo(Reason.EVENT_TOO_LARGE);
    assertThat(bench.rejects().getFirst().raw()).isNotNull();
  }

  @Test
  void moreWrongLinesThanAllowed_areOneRejectForTheRest_andNothingBehindIsRead() {
    UploadConfig.Limits limits = limits("MAX_REJECTED_LINES", "3");
    Bench few = new Bench(limits);

    BatchResult<Message> result =
        few.run(few.upload("a.json", "{\n{\n" + PLAIN + "\n{\n\n{\n{\n" + PLAIN));

    assertThat(result.counts()).isEqualTo(Counts.done(0, 1, 0));
    assertThat(few.lines).isEqualTo(new LineCounts(1, 4, 1));
    assertThat(few.events()).hasSize(1);
    assertThat(few.rejects()).extracting(Bench::line).containsExactly(1L, 2L, 4L, 6L);
    assertThat(few.rejects().getLast().reason()).isEqualTo(Reason.TOO_MANY_REJECTS);
    assertThat(few.rejects().getLast().raw()).isNull();
  }

  @Test
  void csv_isReadByItsHeader() {
    bench.run(
        bench.upload(
            "photo.jpg", "\uFEFFid,time,type,source,ip,n\n7," + T + ",click,me,192.0.2.1,3\n"));

    assertThat(bench.events())
        .containsExactly(
            new CloudEvent(
                "7",
                "me",
                "click",
                Instant.parse(T),
                null,
                "192.0.2.1",
                JsonText.of("{\"n\":\"3\"}")));
  }

  @Test
  void csvHeaderThatNamesAColumnTwice_rejectsTheUpload() {
    bench.run(bench.upload("a.csv", "time,n,n\n" + T + ",1,2\n"));

    assertThat(bench.events()).isEmpty();
    assertThat(bench.rejects())
        .singleElement()
        .satisfies(
            r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED_CSV),
            r -> assertThat(r.detail()).isEqualTo("CSV header: column \"n\" stands twice"),
            r -> assertThat(r.origin()).isEqualTo("s3://uploads/a.csv"));
  }

  @Test
  void gzip_isLookedInto() {
    bench.run(
        bench.upload("a", gzip(utf8(PLAIN + "\n" + PLAIN))),
        bench.upload("b", gzip(utf8("time,n\n" + T + ",1\n"))));

    assertThat(bench.events()).hasSize(3);
    assertThat(bench.rejects()).isEmpty();
  }

  @Test
  void gzipThatEndsTooEarly_countsUpToThere_andRejectsTheRest() {
    byte[] whole = gzip(utf8((PLAIN + "\n").repeat(3) + PLAIN));

    BatchResult<Message> result =
        bench.run(bench.upload("a.gz", Arrays.copyOf(whole, whole.length - 8)));

    assertThat(result.counts()).isEqualTo(Counts.done(0, 1, 0));
    assertThat(bench.events()).hasSize(3);
    assertThat(bench.lines).isEqualTo(new LineCounts(3, 1, 0));
    assertThat(bench.rejects())
        .singleElement()
        .satisfies(
            r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED_GZIP),
            r -> assertThat(r.origin()).isEqualTo("s3://uploads/a.gz#4"),
            r -> assertThat(r.id()).hasSize(32));
  }

  @Test
  void gzipThatDecompressesToTooMuch_countsUpToTheLimit() {
    Bench small = new Bench(limits("MAX_DECOMPRESSED_BYTES", "1000"));

    small.run(small.upload("bomb.gz", gzip(utf8((PLAIN + "\n").repeat(1_000)))));

    assertThat(small.events()).hasSize(1_000 / (PLAIN.length() + 1));
    assertThat(small.rejects())
        .extracting(RejectPart::reason)
        .containsExactly(Reason.UPLOAD_TOO_LARGE);
  }

  @Test
  void gzipRatio_isBounded_exceptForSmallFiles() {
    UploadConfig.Limits limits = limits("MAX_GZIP_RATIO", "10");

    assertThat(limits.decompressedBytes(100)).isEqualTo(1024 * 1024);
    assertThat(limits.decompressedBytes(1_000_000)).isEqualTo(10_000_000);
    assertThat(limits.decompressedBytes(2_000_000_000)).isEqualTo(10L * 1024 * 1024 * 1024);
  }

  /** The raw bytes of every rejected line, by what its item's {@code raw} says. */
  static Map<String, byte[]> raw(Bench bench) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    for (Map.Entry<String, byte[]> object : bench.blobs.objects().entrySet()) {
      if (!object.getKey().startsWith(Bench.REJECTS)) {
        continue;
      }
      String key = object.getKey().substring(Bench.REJECTS.length() + 1);
      for (String line : new String(object.getValue(), StandardCharsets.UTF_8).lines().toList()) {
        JsonNode kept = Json.read(line, JsonNode.class);
        byte[] bytes =
            kept.has("text")
                ? utf8(kept.get("text").textValue())
                : Base64.getDecoder().decode(kept.get("base64").textValue());
        found.put(key + "#" + kept.get("line").longValue(), bytes);
      }
    }
    return found;
  }

  private static UploadConfig.Limits limits(String key, String value) {
    return UploadConfigTest.config(Map.of(key, value)).limits();
  }
}
