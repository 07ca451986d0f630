// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Decoded;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.UploadProgress;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.IdempotencyTable.Answer.Claimed;
import io.millrace.shared.port.IdempotencyTable.Claim;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.port.InMemoryIdempotencyTable;
import io.millrace.shared.port.InMemoryMessageQueue;
import io.millrace.shared.port.InMemoryRecordStore;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.time.HandSetClock;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Uploads that no memory holds, made up while they are read. */
final class LargeUploadTest {

  private static final String KEY = "large.ndjson";
  private static final String ETAG = "0123456789abcdef0123456789abcdef-640";
  private static final String ORIGIN = "s3://uploads/" + KEY;
  private static final String LINE = "{\"time\":\"2026-11-20T10:00:00Z\",\"n\":\"%012d\"}\n";
  private static final int LINE_BYTES = LINE.formatted(0).length();
  private static final long GIB = 1024L * 1024 * 1024;

  private final HandSetClock clock = new HandSetClock();
  private final Deadline deadline = new Deadline(clock, Duration.ofSeconds(2));
  private final InMemoryIdempotencyTable table = new InMemoryIdempotencyTable();
  private final List<byte[]> appended = new ArrayList<>();
  private long largestAppend;
  private long events;
  private long readAhead;
  private long largestReadAhead;

  /** One object of so many lines; the first is 0. */
  private final class Lines implements Blobs {

    private final long lines;

    Lines(long lines) {
      this.lines = lines;
    }

    @Override
    public Optional<Blob> open(String bucket, String key, String etag, long from) {
      readAhead = 0;
      return Optional.of(
          new Blob(etag, lines * LINE_BYTES, InMemoryBlobs.MODIFIED, new Body(lines, from)));
    }

    @Override
    public void put(String bucket, String key, String contentType, byte[] body) {
      throw new AssertionError("No line is wrong");
    }
  }

  private final class Body extends InputStream {

    private final long end;
    private long at;
    private byte[] line = new byte[0];

    Body(long lines, long from) {
      end = lines * LINE_BYTES;
      at = from;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (at == end) {
        return -1;
      }
      int within = (int) (at % LINE_BYTES);
      if (line.length == 0 || within == 0) {
        line = LINE.formatted(at / LINE_BYTES).getBytes(StandardCharsets.US_ASCII);
      }
      int n = Math.min(length, LINE_BYTES - within);
      System.arraycopy(line, within, to, offset, n);
      at += n;
      readAhead += n;
      return n;
    }
  }

  @Test
  void tenGibibytes_areGoneOnWith_whereTheyWereLeft() {
    long lines = 10 * GIB / LINE_BYTES;
    long done = lines - 5_000;
    note(done, lines);

    BatchResult<?> result = run(new Lines(lines));

    assertThat(result.counts()).isEqualTo(Counts.done(1, 0, 0));
    List<CloudEvent> taken =
        appended.stream()
            .flatMap(record -> EventCodec.readPacked(record).stream())
            .map(Decoded::outcome)
            .map(outcome -> ((Accepted<CloudEvent>) outcome).value())
            .toList();
    assertThat(taken).hasSize(5_000);
    assertThat(taken.getFirst().id()).isEqualTo(Ids.line("uploads", KEY, ETAG, done + 1));
    assertThat(taken.getFirst().data()).hasToString("{\"n\":\"%012d\"}".formatted(done));
    assertThat(taken.getLast().id()).isEqualTo(Ids.line("uploads", KEY, ETAG, lines));
    UploadProgress end =
        UploadProgress.parse(
            Objects.requireNonNull(table.entries().values().iterator().next().data()));
    assertThat(end.accepted()).isEqualTo(lines);
    assertThat(end.offset()).isEqualTo(lines * LINE_BYTES).isEqualTo(end.bytes());
  }

  /** Whatever the size of a file, so much of it is in memory: a chunk, an event and two buffers. */
  @Test
  void noMoreIsHeld_thanAChunk() {
    long lines = 1_500_000 / LINE_BYTES;

    run(new Lines(lines));

    assertThat(events).isEqualTo(lines);
    assertThat(largestAppend)
        .isLessThan(UploadConfig.DEFAULT_CHUNK.bytes() + EventLimits.MAX_EVENT_BYTES);
    assertThat(largestReadAhead)
        .isLessThan(UploadConfig.DEFAULT_CHUNK.bytes() + Content.HEAD_BYTES + 64 * 1024);
  }

  private void note(long done, long lines) {
    Upload upload = new Upload("uploads", KEY, ETAG, Bench.TOLD);
    Claim claim =
        ((Claimed)
                table.claim(
                    upload.id(),
                    upload.id(),
                    "before",
                    clock.instant(),
                    clock.instant().plusSeconds(9)))
            .claim();
    table.advance(
        claim,
        new UploadProgress(
                ORIGIN,
                lines * LINE_BYTES,
                done * LINE_BYTES,
                InMemoryBlobs.MODIFIED.getEpochSecond(),
                done * LINE_BYTES,
                done + 1,
                done,
                0,
                0,
                0,
                true)
            .json());
    table.release(claim);
  }

  private BatchResult<?> run(Blobs blobs) {
    UploadWiring.Ports ports =
        new UploadWiring.Ports(
            blobs, this::append, new InMemoryRecordStore(), table, new InMemoryMessageQueue());
    UploadConfig config = Bench.config(UploadConfig.DEFAULT_LIMITS, UploadConfig.DEFAULT_CHUNK);
    UploadStage stage = UploadWiring.stages(config, ports, deadline, clock::pass).of("invocation");
    deadline.begin(Bench.TIMEOUT);
    return Batch.independently(List.of(Bench.message(Bench.created(KEY, ETAG))), stage);
  }

  private void append(List<byte[]> records) {
    long bytes = records.stream().mapToLong(record -> record.length).sum();
    largestAppend = Math.max(largestAppend, bytes);
    largestReadAhead = Math.max(largestReadAhead, readAhead);
    readAhead = 0;
    events += records.stream().mapToLong(LargeUploadTest::lines).sum();
    appended.addAll(records);
  }

  /** Events are packed one a line. */
  private static long lines(byte[] record) {
    return new String(record, StandardCharsets.UTF_8).lines().count();
  }
}
