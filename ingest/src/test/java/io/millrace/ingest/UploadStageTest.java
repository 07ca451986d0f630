// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static io.millrace.ingest.Bench.gzip;
import static io.millrace.ingest.Bench.message;
import static io.millrace.ingest.Bench.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.port.Blobs.Blob;
import io.millrace.shared.port.Fault;
import io.millrace.shared.record.RejectPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every upload, and the uploads that are rejected as a whole. */
final class UploadStageTest {

  private static final String PLAIN = "{\"time\":\"2026-11-20T10:00:00Z\",\"n\":%d}";

  private final Bench bench = new Bench();

  @ParameterizedTest
  @CsvSource({
    "nothing special, UNSUPPORTED_CONTENT",
    "%PDF-1.7, UNSUPPORTED_CONTENT",
    "'', EMPTY_UPLOAD",
  })
  void uploadThatIsNothingOfOurs_isRejected(String content, Reason reason) {
    BatchResult<Message> result = bench.run(bench.upload("a.json", content));

    assertThat(result.counts()).isEqualTo(Counts.done(0, 1, 0));
    assertWholeReject(bench, reason, "s3://uploads/a.json");
  }

  @Test
  void gzipOfAnythingButEvents_isRejected() {
    assertGzipRejected(gzip(utf8("{}")), Reason.UNSUPPORTED_CONTENT);
    assertGzipRejected(PhotoMetadataTest.jpeg(), Reason.UNSUPPORTED_CONTENT);
    assertGzipRejected(utf8("hello"), Reason.UNSUPPORTED_CONTENT);
    assertGzipRejected(new byte[0], Reason.EMPTY_UPLOAD);
  }

  @Test
  void gzipThatIsDamagedBeforeItsFirstLine_isRejectedAsDamaged() {
    Bench own = new Bench();
    own.run(own.upload("a.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0, 0}));

    assertWholeReject(own, Reason.MALFORMED_GZIP, "s3://uploads/a.gz");
  }

  @Test
  void uploadOverTheLimit_isRejected_andNamesTheLimit() {
    Bench small = new Bench(UploadConfigTest.config(Map.of("MAX_UPLOAD_BYTES", "10")).limits());

    small.run(small.upload("fits", "{\"a\": 10}\n"), small.upload("over", "{\"a\": 100}\n"));

    RejectPart over =
        small.rejects().stream().filter(r -> r.origin().endsWith("over")).findFirst().orElseThrow();
    assertThat(over.reason()).isEqualTo(Reason.UPLOAD_TOO_LARGE);
    assertThat(over.detail()).isEqualTo("11 bytes, allowed are 10");
    assertThat(small.rejects()).extracting(RejectPart::reason).contains(Reason.MISSING_ATTRIBUTE);
  }

  @Test
  void objectThatIsGoneOrOverwritten_isRejectedAtTheTimeItWasTold() {
    Message old = bench.upload("a.json", PLAIN.formatted(1));
    Message now = bench.upload("a.json", PLAIN.formatted(2));

    BatchResult<Message> result = bench.run(old, now);

    assertThat(result.counts()).isEqualTo(Counts.done(1, 1, 0));
    assertThat(bench.events())
        .extracting(e -> String.valueOf(e.data()))
        .containsExactly("{\"n\":2}");
    assertWholeReject(bench, Reason.UPLOAD_GONE, "s3://uploads/a.json");
    assertThat(bench.rejects().getFirst().time()).isEqualTo(Bench.TOLD);
  }

  @Test
  void messageThatIsNoNotification_isRejected_andItsBodyKept() {
    BatchResult<Message> result = bench.run(message("{\"héllo\":1}"));

    assertThat(result.counts()).isEqualTo(Counts.done(0, 1, 0));
    RejectPart reject = bench.rejects().getFirst();
    assertThat(reject.reason()).isEqualTo(Reason.MALFORMED_MESSAGE);
    assertThat(reject.origin()).isEqualTo("sqs:" + Bench.QUEUE + "/message-1");
    assertThat(reject.time()).isEqualTo(Bench.SENT);
    assertThat(bench.blobs.objects().get(Bench.REJECTS + "/" + reject.raw()))
        .isEqualTo(utf8("{\"héllo\":1}"));
  }

  @Test
  void messageOfSeveralUploads_goesOnAsOneMessageEach() {
    String a = Bench.created("a", "e1");
    String b = Bench.created("b", "e2");
    String both = a.substring(0, a.length() - 2) + "," + b.substring(b.indexOf('[') + 1);

    assertThat(bench.run(message(both)).counts()).isEqualTo(Counts.done(0, 0, 2));

    assertThat(bench.queue.messages())
        .extracting(Notification::read)
        .containsExactly(
            List.of(Outcome.accepted(created("a", "e1"))),
            List.of(Outcome.accepted(created("b", "e2"))));
    assertThat(bench.idempotency.entries()).isEmpty();
  }

  private static Notice created(String key, String etag) {
    return new Notice.Created(new Upload(Bench.UPLOADS, key, etag, Bench.TOLD));
  }

  @Test
  void testEvent_isFiltered() {
    assertThat(bench.run(message("{\"Event\":\"s3:TestEvent\"}")).counts())
        .isEqualTo(Counts.done(0, 0, 1));
    assertThat(bench.records.all()).isEmpty();
  }

  @Test
  void badLuckOfOneUpload_isRetried_andLeavesTheOthersDone() {
    Message first = bench.upload("a.json", PLAIN.formatted(1));
    Message second = bench.upload("b.json", PLAIN.formatted(2));
    bench.stream.fault.next(Fault.Kind.BEFORE);

    BatchResult<Message> result = bench.run(first, second);

    assertThat(result.failed()).containsExactly(first);
    assertThat(result.counts()).isEqualTo(new Counts(2, 1, 0, 0, 1, 0));
    assertThat(bench.lines).isEqualTo(new LineCounts(1, 0, 0));
    assertThat(bench.events())
        .extracting(e -> String.valueOf(e.data()))
        .containsExactly("{\"n\":2}");
  }

  @Test
  void bodyThatFailsOrEndsEarly_isBadLuck_evenWithinGzip() throws IOException {
    byte[] file = gzip(utf8(PLAIN));
    InputStream cut = new ByteArrayInputStream(file, 0, file.length - 5);
    InputStream failing = InputStream.nullInputStream();
    failing.close();

    for (InputStream body : List.of(cut, failing)) {
      Blob blob = new Blob("e", file.length, Bench.TOLD, body);
      assertThatThrownBy(
              () -> new Gunzip(new WholeBody(blob, "s3://uploads/a"), 1_000).readAllBytes())
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("s3://uploads/a");
    }
  }

  /** Whatever fails, before or after its effect, and however often: the end is the same. */
  @Property(tries = 300)
  void retriesAfterAnyFailure_endWithTheSameEventsAndRejects(
      @ForAll("files") byte[] file,
      @ForAll List<Fault.Kind> streamLuck,
      @ForAll List<Fault.Kind> recordsLuck,
      @ForAll List<Fault.Kind> blobsLuck,
      @ForAll List<Fault.Kind> idempotencyLuck) {
    UploadConfig.Limits limits =
        UploadConfigTest.config(Map.of("MAX_REJECTED_LINES", "6")).limits();
    Bench lucky = new Bench(limits);
    lucky.run(lucky.upload("a", file), message("nonsense"));
    Bench unlucky = new Bench(limits);
    List<Message> left = List.of(unlucky.upload("a", file), message("nonsense"));
    unlucky.stream.fault.next(streamLuck.toArray(Fault.Kind[]::new));
    unlucky.records.fault.next(recordsLuck.toArray(Fault.Kind[]::new));
    unlucky.blobs.fault.next(blobsLuck.toArray(Fault.Kind[]::new));
    unlucky.idempotency.fault.next(idempotencyLuck.toArray(Fault.Kind[]::new));

    int attempts =
        streamLuck.size() + recordsLuck.size() + blobsLuck.size() + idempotencyLuck.size() + 1;
    for (int i = 0; i < attempts && !left.isEmpty(); i++) {
      left = unlucky.run(left.toArray(Message[]::new)).failed();
    }

    assertThat(left).isEmpty();
    assertThat(distinct(unlucky)).isEqualTo(distinct(lucky));
    assertThat(unlucky.records.all()).isEqualTo(lucky.records.all());
    assertThat(unlucky.blobs.objects().keySet()).isEqualTo(lucky.blobs.objects().keySet());
    unlucky
        .blobs
        .objects()
        .forEach((key, body) -> assertThat(lucky.blobs.objects().get(key)).isEqualTo(body));
  }

  /** Every line is told about once: as an event, as a reject, as blank. */
  @Property(tries = 300)
  void linesOfAFile_addUp(@ForAll("lines") List<String> lines) {
    Bench own = new Bench();
    String text = "{}" + lines.stream().map(l -> "\n" + l).collect(Collectors.joining()) + "\n";

    own.run(own.upload("a.json", text));

    long blank = lines.stream().filter(String::isBlank).count();
    assertThat(own.lines.accepted()).isEqualTo(own.events().size());
    assertThat(own.lines.rejected()).isEqualTo(own.rejects().size());
    assertThat(own.lines.blank()).isEqualTo(blank);
    assertThat(own.lines.accepted() + own.lines.rejected() + own.lines.blank())
        .isEqualTo(text.lines().count());
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of(
            PLAIN.formatted(1), PLAIN.formatted(2), "{\"a\":1}", "{", "", " \t", "é\r")
        .list()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<byte[]> files() {
    Arbitrary<byte[]> text = lines().map(l -> utf8("{\n" + String.join("\n", l)));
    Arbitrary<byte[]> csv =
        Arbitraries.of("2026-11-20T10:00:00Z,1", "2026-11-20T10:00:00Z,\"1", "x,2", "3", "")
            .list()
            .ofMaxSize(30)
            .map(l -> utf8("time,n\n" + String.join("\r\n", l)));
    Arbitrary<byte[]> events = Arbitraries.oneOf(text, csv);
    Arbitrary<byte[]> cut = events.map(Bench::gzip).map(g -> Arrays.copyOf(g, g.length * 3 / 4));
    return Arbitraries.oneOf(
        events, events.map(Bench::gzip), cut, Arbitraries.just(PhotoMetadataTest.jpeg()));
  }

  private static Set<CloudEvent> distinct(Bench bench) {
    return bench.events().stream().collect(Collectors.toSet());
  }

  private static void assertGzipRejected(byte[] content, Reason reason) {
    Bench own = new Bench();
    own.run(own.upload("a.gz", gzip(content)));
    assertWholeReject(own, reason, "s3://uploads/a.gz");
  }

  private static void assertWholeReject(Bench bench, Reason reason, String origin) {
    assertThat(bench.rejects())
        .singleElement()
        .satisfies(
            r -> assertThat(r.reason()).isEqualTo(reason),
            r -> assertThat(r.part()).isEqualTo("upload"),
            r -> assertThat(r.stage()).isEqualTo("ingest"),
            r -> assertThat(r.origin()).isEqualTo(origin),
            r -> assertThat(r.raw()).isNull());
  }
}
