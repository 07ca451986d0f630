// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.UploadConfig.Limits;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PlainDefaults;
import io.millrace.shared.event.ReplayedLine;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.Blobs.Blob;
import io.millrace.shared.port.EventStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes in single lines again. The head of their upload says what they are; ids and position are
 * those of the upload itself, so that a line that is right now becomes the event it would have
 * been, and one that is still wrong the same reject, whose bytes stay where they are.
 */
final class ReplayedLines {

  private final Blobs blobs;
  private final EventStream stream;
  private final UploadRejects rejects;
  private final Limits limits;

  ReplayedLines(Blobs blobs, EventStream stream, UploadRejects rejects, Limits limits) {
    this.blobs = blobs;
    this.stream = stream;
    this.rejects = rejects;
    this.limits = limits;
  }

  /** Reads a message; null when it is none of these. */
  static @Nullable Outcome<Notice> read(String body) {
    if (!body.startsWith(ReplayedLine.BEGINNING)) {
      return null;
    }
    try {
      return Outcome.accepted(new Notice.Line(Json.read(body, ReplayedLine.Body.class).line()));
    } catch (IOException e) {
      return Outcome.rejected(Reason.MALFORMED_MESSAGE, "Replayed line: " + e.getMessage());
    }
  }

  /** When it returns, the event or the reject is durable. */
  Counts take(ReplayedLine line) {
    Upload upload = new Upload(line.bucket(), line.key(), line.etag(), Instant.parse(line.time()));
    return switch (sized(outcome(upload, line))) {
      case Accepted<byte[]>(byte[] json) -> {
        stream.append(List.of(json));
        yield Counts.done(1, 0, 0);
      }
      case Rejected<byte[]>(Reason reason, String detail) -> {
        rejects.items(
            List.of(
                rejects.item(
                    upload.lineId(line.line()),
                    reason,
                    detail,
                    upload.origin(line.line()),
                    line.raw(),
                    upload.told())));
        yield Counts.done(0, 1, 0);
      }
    };
  }

  /** As an event on the stream. */
  private static Outcome<byte[]> sized(Outcome<CloudEvent> outcome) {
    return switch (outcome) {
      case Accepted<CloudEvent>(CloudEvent event) -> {
        byte[] json = EventCodec.write(event);
        yield json.length <= EventLimits.MAX_EVENT_BYTES
            ? Outcome.accepted(json)
            : EventFile.tooLarge(json.length);
      }
      case Rejected<CloudEvent>(Reason reason, String detail) -> Outcome.rejected(reason, detail);
    };
  }

  private Outcome<CloudEvent> outcome(Upload upload, ReplayedLine line) {
    Optional<Blob> found = blobs.open(upload.bucket(), upload.key(), upload.etag());
    if (found.isEmpty()) {
      return Outcome.rejected(
          Reason.UPLOAD_GONE, "Deleted or overwritten: nothing says what the line is");
    }
    try (Blob blob = found.get()) {
      return outcome(upload, line, content(blob, upload.origin()));
    } catch (IOException e) {
      throw new UnavailableException("Reading " + upload.origin() + " failed", e);
    }
  }

  private Content content(Blob blob, String origin) throws IOException {
    Head body = new Head(new WholeBody(blob, origin));
    Content content = Content.of(body.peek(Content.HEAD_BYTES));
    if (!(content instanceof Content.Gzip)) {
      return content;
    }
    try (Gunzip gunzip = new Gunzip(body, limits.decompressedBytes(blob.bytes()))) {
      return Content.of(new Head(gunzip).peek(Content.HEAD_BYTES));
    }
  }

  private static Outcome<CloudEvent> outcome(Upload upload, ReplayedLine line, Content content) {
    byte[] raw = line.bytes();
    return switch (content) {
      case Content.Ndjson ndjson ->
          EventCodec.readLine(
                  raw,
                  PlainDefaults.ofLine(upload.bucket(), upload.key(), upload.etag(), line.line()))
              .outcome();
      case Content.Csv(int skip, List<String> columns) -> row(upload, line.line(), raw, columns);
      case Content.Photo photo -> noLines("a photo");
      case Content.Gzip gzip -> noLines("gzip within gzip");
      case Content.Unsupported unsupported -> noLines(unsupported.detail());
    };
  }

  private static Outcome<CloudEvent> row(
      Upload upload, long line, byte[] raw, List<String> columns) {
    String header = CsvHeader.problem(columns);
    if (header != null) {
      return Outcome.rejected(Reason.MALFORMED_CSV, header);
    }
    CsvRow cells = new CsvRow();
    // Line ends are within quotes here, and are kept as they stand.
    String problem =
        switch (cells.feed(raw, "")) {
          case COMPLETE -> null;
          case OPEN -> "a quote is not closed";
          case BROKEN -> "something stands between a closing quote and the next comma";
        };
    return CsvEntries.outcome(upload, columns, line, raw, cells, problem);
  }

  private static Outcome<CloudEvent> noLines(String what) {
    return Outcome.rejected(Reason.UNSUPPORTED_CONTENT, "The upload has no lines: " + what);
  }
}
