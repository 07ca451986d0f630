// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.UploadConfig.Limits;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Decoded;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.port.InMemoryEventStream;
import io.millrace.shared.port.InMemoryIdempotencyTable;
import io.millrace.shared.port.InMemoryMessageQueue;
import io.millrace.shared.port.InMemoryRecordStore;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.RejectPart;
import io.millrace.shared.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The upload stage on the twins, with a bucket to upload to. */
final class Bench {

  static final String UPLOADS = "uploads";
  static final String REJECTS = "rejects";
  static final Instant TOLD = Instant.parse("2026-11-20T10:15:30.123Z");
  static final Instant SENT = Instant.parse("2026-11-20T10:15:31Z");
  static final Duration TIMEOUT = Duration.ofSeconds(120);
  static final Duration VISIBILITY = Duration.ofSeconds(720);
  static final Position FIRST = new Position(0, 1);
  static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:millrace-uploads";

  final InMemoryBlobs blobs = new InMemoryBlobs();
  final InMemoryEventStream stream = new InMemoryEventStream();
  final InMemoryRecordStore records = new InMemoryRecordStore();
  final InMemoryIdempotencyTable idempotency = new InMemoryIdempotencyTable();
  final InMemoryMessageQueue queue = new InMemoryMessageQueue();
  private final UploadWiring.Stages stages;
  private Instant now = SENT;
  private final Deadline deadline = new Deadline(() -> now, Duration.ofSeconds(2));
  private int invocations;
  LineCounts lines = LineCounts.NONE;

  Bench() {
    this(UploadConfig.DEFAULT_LIMITS);
  }

  Bench(Limits limits) {
    this(config(limits, UploadConfig.DEFAULT_CHUNK));
  }

  Bench(UploadConfig config) {
    stages =
        UploadWiring.stages(
            config,
            new UploadWiring.Ports(blobs, stream, records, idempotency, queue),
            deadline,
            time -> now = now.plus(time));
  }

  static UploadConfig config(Limits limits, UploadConfig.Chunk chunk) {
    return new UploadConfig(
        "events",
        "records",
        REJECTS,
        "idempotency",
        "queue",
        limits,
        UploadConfig.DEFAULT_HOPS,
        chunk,
        UploadConfig.DEFAULT_RATE,
        Keeping.DEFAULT);
  }

  UploadWiring.Stages stages() {
    return stages;
  }

  /** Lines of a file from its start. */
  static ByteLines lines(InputStream in, int maxBytes) {
    return new ByteLines(in, FIRST, maxBytes, 1_000_000);
  }

  /** Uploads and gives the message that tells of it. */
  Message upload(String key, byte[] content) {
    blobs.put(UPLOADS, key, "", content);
    return message(created(key, InMemoryBlobs.etag(content)));
  }

  Message upload(String key, String content) {
    return upload(key, utf8(content));
  }

  /** A message as S3 sends it. */
  static String created(String key, String etag) {
    return """
        {"Records":[{"eventName":"ObjectCreated:Put","eventTime":"%s",\
        "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","eTag":"%s"}}}]}"""
        .formatted(TOLD, UPLOADS, URLEncoder.encode(key, StandardCharsets.UTF_8), etag);
  }

  static Message message(String body) {
    return new Message("message-1", body, SENT, QUEUE);
  }

  /** One invocation, as long after the last one as a failed message stays invisible. */
  BatchResult<Message> run(Message... messages) {
    UploadStage stage = stages.of("invocation-" + invocations++);
    deadline.begin(TIMEOUT);
    BatchResult<Message> result = Batch.independently(List.of(messages), stage);
    lines = stage.lines();
    now = now.plus(VISIBILITY);
    return result;
  }

  /** Every event on the stream. */
  List<CloudEvent> events() {
    List<CloudEvent> events = new ArrayList<>();
    for (byte[] record : stream.records()) {
      for (Decoded decoded : EventCodec.readPacked(record)) {
        events.add(((Accepted<CloudEvent>) decoded.outcome()).value());
      }
    }
    return events;
  }

  /** Every reject, by the line it names. */
  List<RejectPart> rejects() {
    return records.all().stream()
        .map(RejectPart.class::cast)
        .sorted((a, b) -> Long.compare(line(a), line(b)))
        .toList();
  }

  static long line(RejectPart reject) {
    int at = reject.origin().lastIndexOf('#');
    return at < 0 ? 0 : Long.parseLong(reject.origin().substring(at + 1));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }
}
