// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.Taken.End;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.JsonText;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.UploadProgress;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.Blobs.Blob;
import io.millrace.shared.port.EventStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Takes in one upload, whatever it is, from where its progress says on. When it returns, events and
 * rejects are durable.
 */
final class Intake {

  private static final int SKIP_BYTES = 64 * 1024;

  private final Blobs blobs;
  private final EventStream stream;
  private final UploadRejects rejects;
  private final UploadConfig config;
  private final Supplier<Pace> paces;

  Intake(
      Blobs blobs,
      EventStream stream,
      UploadRejects rejects,
      UploadConfig config,
      Supplier<Pace> paces) {
    this.blobs = blobs;
    this.stream = stream;
    this.rejects = rejects;
    this.config = config;
    this.paces = paces;
  }

  /**
   * @throws UnavailableException when something needed can't be had now
   */
  Taken take(Upload upload, Turn turn) {
    Optional<Blob> found = blobs.open(upload.bucket(), upload.key(), upload.etag());
    if (found.isEmpty()) {
      return gone(upload, turn);
    }
    try (Blob blob = found.get()) {
      return take(upload, blob, turn);
    } catch (IOException e) {
      throw new UnavailableException("Reading " + upload.origin() + " failed", e);
    }
  }

  private Taken take(Upload upload, Blob blob, Turn turn) throws IOException {
    if (blob.bytes() == 0) {
      return rejected(upload, turn, blob, Reason.EMPTY_UPLOAD, "Has no bytes");
    }
    if (blob.bytes() > config.limits().uploadBytes()) {
      return tooLarge(upload, turn, blob, config.limits().uploadBytes());
    }
    WholeBody whole = new WholeBody(blob, upload.origin());
    Head body = new Head(whole);
    Content content = Content.of(body.peek(Content.HEAD_BYTES));
    return switch (content) {
      case Content.Photo photo -> photo(upload, blob, body, photo.type(), turn);
      case Content.Gzip gzip when blob.bytes() > config.limits().gzipBytes() ->
          tooLarge(upload, turn, blob, config.limits().gzipBytes());
      case Content.Gzip gzip -> gzip(upload, blob, whole, body, turn);
      case Content.Events events -> plain(upload, blob, whole, body, events, turn);
      case Content.Unsupported unsupported ->
          rejected(upload, turn, blob, Reason.UNSUPPORTED_CONTENT, unsupported.detail());
    };
  }

  private Taken photo(Upload upload, Blob blob, Head body, String type, Turn turn)
      throws IOException {
    if (blob.bytes() > config.limits().photoBytes()) {
      return rejected(
          upload,
          turn,
          blob,
          Reason.IMAGE_TOO_LARGE,
          tooLarge(blob.bytes(), config.limits().photoBytes()));
    }
    PhotoMetadata metadata = PhotoMetadata.read(type, body, config.limits().metadataBytes());
    PhotoUploaded photo =
        new PhotoUploaded(
            upload.bucket(),
            upload.key(),
            upload.etag(),
            blob.bytes(),
            type,
            metadata.takenAt(),
            metadata.camera(),
            metadata.latE6(),
            metadata.lonE6());
    // A key may be longer than a subject may; the data names it in any case.
    String subject = upload.key().length() <= EventLimits.MAX_NAME_CHARS ? upload.key() : null;
    CloudEvent event =
        new CloudEvent(
            upload.id(),
            "s3://" + upload.bucket(),
            PhotoUploaded.TYPE,
            blob.modified(),
            subject,
            null,
            JsonText.of(Json.write(photo)));
    stream.append(List.of(EventCodec.write(event)));
    return Taken.of(End.ANNOUNCED, started(turn, blob));
  }

  private Taken gzip(Upload upload, Blob blob, WholeBody whole, Head body, Turn turn)
      throws IOException {
    try (Gunzip gunzip = new Gunzip(body, config.limits().decompressedBytes(blob.bytes()))) {
      Head inside = new Head(gunzip);
      byte[] head = inside.peek(Content.HEAD_BYTES);
      Content content = Content.of(head);
      BrokenOffException broken = inside.broken();
      return switch (content) {
        case Content.Photo photo ->
            unsupported(upload, turn, blob, "A photo within gzip; upload it bare");
        case Content.Gzip again -> unsupported(upload, turn, blob, "gzip within gzip");
        case Content.Events events -> {
          Position from = position(turn, events);
          skip(upload, inside, from.offset(), turn);
          yield pour(upload, blob, events, inside, from, whole::position, turn);
        }
        case Content.Unsupported unsupported when broken != null ->
            rejected(upload, turn, blob, broken.reason(), broken.detail());
        case Content.Unsupported unsupported when head.length == 0 ->
            rejected(upload, turn, blob, Reason.EMPTY_UPLOAD, "Has no bytes within gzip");
        case Content.Unsupported unsupported ->
            unsupported(upload, turn, blob, "gzip: " + unsupported.detail());
      };
    }
  }

  private Taken plain(
      Upload upload, Blob blob, WholeBody whole, Head body, Content.Events content, Turn turn)
      throws IOException {
    Position from = position(turn, content);
    if (turn.progress().offset() == 0) {
      body.skipNBytes(from.offset());
      return pour(upload, blob, content, body, from, whole::position, turn);
    }
    // The head told what it is; the rest begins far behind it.
    blob.close();
    Optional<Blob> found = blobs.open(upload.bucket(), upload.key(), upload.etag(), from.offset());
    if (found.isEmpty()) {
      return gone(upload, turn);
    }
    try (Blob rest = found.get()) {
      WholeBody on = new WholeBody(rest, upload.origin(), from.offset());
      return pour(upload, rest, content, on, from, on::position, turn);
    }
  }

  /** Where the next entry begins; of a new upload behind what stands in front of its text. */
  private static Position position(Turn turn, Content.Events content) {
    UploadProgress progress = turn.progress();
    return progress.offset() == 0
        ? new Position(content.skip(), 1)
        : new Position(progress.offset(), progress.line());
  }

  /** Reads over what was taken in before; an inflater can't begin in the middle. */
  private static void skip(Upload upload, InputStream in, long bytes, Turn turn)
      throws IOException {
    byte[] over = new byte[SKIP_BYTES];
    long left = bytes;
    while (left > 0) {
      if (turn.isLate()) {
        throw new UnavailableException(
            "Inflating " + upload.origin() + " up to byte " + bytes + " took a whole invocation");
      }
      left -= in.readNBytes(over, 0, (int) Math.min(left, over.length));
    }
  }

  private Taken pour(
      Upload upload,
      Blob blob,
      Content.Events content,
      InputStream in,
      Position from,
      LongSupplier read,
      Turn turn)
      throws IOException {
    ByteLines lines =
        new ByteLines(in, from, config.limits().lineBytes(), config.limits().scanBytes());
    Entries entries;
    switch (content) {
      case Content.Ndjson ndjson -> entries = new NdjsonEntries(upload, lines);
      case Content.Csv(int skip, List<String> columns) -> {
        String problem = CsvHeader.problem(columns);
        if (problem != null) {
          return rejected(upload, turn, blob, Reason.MALFORMED_CSV, problem);
        }
        entries = new CsvEntries(upload, lines, columns);
      }
    }
    return new EventFile(
            stream,
            new LineRejects(rejects, upload, blob.modified()),
            config.limits().rejectedLines(),
            config.chunk(),
            paces.get())
        .pour(entries, started(turn, blob), read, turn);
  }

  /** What came before counts; the rest is of a version that nobody can read any more. */
  private Taken gone(Upload upload, Turn turn) {
    String detail = "Deleted or overwritten before it was read; a newer version tells of itself";
    UploadProgress progress = turn.progress();
    if (progress.offset() == 0) {
      rejects.whole(upload, upload.told(), Reason.UPLOAD_GONE, detail);
      return Taken.of(End.REJECTED, progress);
    }
    LineRejects rest = new LineRejects(rejects, upload, Instant.ofEpochSecond(progress.modified()));
    rest.rest(progress.line(), Reason.UPLOAD_GONE, detail);
    rest.flush();
    return new Taken(End.GONE, new LineCounts(0, 1, 0), progress.gone());
  }

  private static UploadProgress started(Turn turn, Blob blob) {
    return turn.progress().of(blob.bytes(), blob.modified().getEpochSecond());
  }

  private Taken unsupported(Upload upload, Turn turn, Blob blob, String detail) {
    return rejected(upload, turn, blob, Reason.UNSUPPORTED_CONTENT, detail);
  }

  private Taken tooLarge(Upload upload, Turn turn, Blob blob, long allowed) {
    return rejected(upload, turn, blob, Reason.UPLOAD_TOO_LARGE, tooLarge(blob.bytes(), allowed));
  }

  private Taken rejected(Upload upload, Turn turn, Blob blob, Reason reason, String detail) {
    rejects.whole(upload, blob.modified(), reason, detail);
    return Taken.of(End.REJECTED, started(turn, blob));
  }

  private static String tooLarge(long bytes, long allowed) {
    return bytes + " bytes, allowed are " + allowed;
  }
}
