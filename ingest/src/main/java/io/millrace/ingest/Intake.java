// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.UploadConfig.Limits;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.Blobs.Blob;
import io.millrace.shared.port.EventStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Takes in one upload, whatever it is. When it returns, events and rejects are durable. */
final class Intake {

  private final Blobs blobs;
  private final EventStream stream;
  private final UploadRejects rejects;
  private final Limits limits;

  Intake(Blobs blobs, EventStream stream, UploadRejects rejects, Limits limits) {
    this.blobs = blobs;
    this.stream = stream;
    this.rejects = rejects;
    this.limits = limits;
  }

  /**
   * @throws UnavailableException when something needed can't be had now
   */
  Taken take(Upload upload) {
    Optional<Blob> found = blobs.open(upload.bucket(), upload.key(), upload.etag());
    if (found.isEmpty()) {
      String detail = "Deleted or overwritten before it was read; a newer version tells of itself";
      rejects.whole(upload, upload.told(), Reason.UPLOAD_GONE, detail);
      return new Taken(false, LineCounts.NONE);
    }
    try (Blob blob = found.get()) {
      return take(upload, blob);
    } catch (IOException e) {
      throw new UnavailableException("Reading " + upload.origin() + " failed", e);
    }
  }

  private Taken take(Upload upload, Blob blob) throws IOException {
    if (blob.bytes() == 0) {
      return rejected(upload, blob, Reason.EMPTY_UPLOAD, "Has no bytes");
    }
    if (blob.bytes() > limits.uploadBytes()) {
      return rejected(
          upload, blob, Reason.UPLOAD_TOO_LARGE, tooLarge(blob.bytes(), limits.uploadBytes()));
    }
    Head body = new Head(new WholeBody(blob, upload.origin()));
    Content content = Content.of(body.peek(Content.HEAD_BYTES));
    return switch (content) {
      case Content.Photo photo -> photo(upload, blob, body, photo.type());
      case Content.Gzip gzip -> gzip(upload, blob, body);
      case Content.Events events -> events(upload, blob, body, events);
      case Content.Unsupported unsupported ->
          rejected(upload, blob, Reason.UNSUPPORTED_CONTENT, unsupported.detail());
    };
  }

  private Taken photo(Upload upload, Blob blob, Head body, String type) throws IOException {
    if (blob.bytes() > limits.photoBytes()) {
      return rejected(
          upload, blob, Reason.IMAGE_TOO_LARGE, tooLarge(blob.bytes(), limits.photoBytes()));
    }
    PhotoMetadata metadata = PhotoMetadata.read(type, body, limits.metadataBytes());
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
            Json.write(photo));
    stream.append(List.of(EventCodec.write(event)));
    return new Taken(true, LineCounts.NONE);
  }

  private Taken gzip(Upload upload, Blob blob, Head body) throws IOException {
    try (Gunzip gunzip = new Gunzip(body, limits.decompressedBytes(blob.bytes()))) {
      Head inside = new Head(gunzip);
      byte[] head = inside.peek(Content.HEAD_BYTES);
      Content content = Content.of(head);
      BrokenOffException broken = inside.broken();
      return switch (content) {
        case Content.Photo photo ->
            rejected(
                upload, blob, Reason.UNSUPPORTED_CONTENT, "A photo within gzip; upload it bare");
        case Content.Gzip again ->
            rejected(upload, blob, Reason.UNSUPPORTED_CONTENT, "gzip within gzip");
        case Content.Events events -> events(upload, blob, inside, events);
        case Content.Unsupported unsupported when broken != null ->
            rejected(upload, blob, broken.reason(), broken.detail());
        case Content.Unsupported unsupported when head.length == 0 ->
            rejected(upload, blob, Reason.EMPTY_UPLOAD, "Has no bytes within gzip");
        case Content.Unsupported unsupported ->
            rejected(upload, blob, Reason.UNSUPPORTED_CONTENT, "gzip: " + unsupported.detail());
      };
    }
  }

  private Taken events(Upload upload, Blob blob, Head in, Content.Events content)
      throws IOException {
    in.skipNBytes(content.skip());
    return switch (content) {
      case Content.Ndjson ndjson ->
          pour(upload, blob, new NdjsonEntries(upload, in, limits.lineBytes()));
      case Content.Csv(int skip, List<String> columns) -> {
        String problem = CsvHeader.problem(columns);
        yield problem == null
            ? pour(upload, blob, new CsvEntries(upload, in, columns, limits.lineBytes()))
            : rejected(upload, blob, Reason.MALFORMED_CSV, problem);
      }
    };
  }

  private Taken pour(Upload upload, Blob blob, Entries entries) throws IOException {
    LineRejects lineRejects = new LineRejects(rejects, upload, blob.modified());
    return new EventFile(stream, lineRejects, limits.rejectedLines()).pour(entries);
  }

  private Taken rejected(Upload upload, Blob blob, Reason reason, String detail) {
    rejects.whole(upload, blob.modified(), reason, detail);
    return new Taken(false, LineCounts.NONE);
  }

  private static String tooLarge(long bytes, long allowed) {
    return bytes + " bytes, allowed are " + allowed;
  }
}
