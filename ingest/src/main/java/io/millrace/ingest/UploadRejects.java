// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Ids;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where ingest's rejects go: items of the part {@code upload} and, where no upload keeps them,
 * their bytes. Ids and keys are positions, so a repeat finds its own.
 */
final class UploadRejects {

  static final String STAGE = "ingest";

  private final Blobs blobs;
  private final RecordStore records;
  private final String bucket;
  private final Keeping keeping;

  UploadRejects(Blobs blobs, RecordStore records, String bucket, Keeping keeping) {
    this.blobs = blobs;
    this.records = records;
    this.bucket = bucket;
    this.keeping = keeping;
  }

  /** Rejects an upload as a whole; the upload itself still is the original. */
  void whole(Upload upload, Instant time, Reason reason, String detail) {
    items(List.of(item(upload.id(), reason, detail, upload.origin(), null, time)));
  }

  /**
   * Rejects one entry of a message that is no notification of ours.
   *
   * @param index which entry of the message, from 0
   */
  void message(Message message, int index, Rejected<?> why) {
    // Not by the message's id: what comes back from the dead letters has a new one.
    String id = Ids.streamPosition(message.queueArn(), Ids.fingerprint(message.body()), index);
    String key = STAGE + "/messages/" + id;
    bytes(key, message.body().getBytes(StandardCharsets.UTF_8));
    String origin = "sqs:" + message.queueArn() + "/" + message.id();
    items(List.of(item(id, why.reason(), why.detail(), origin, key, message.sent())));
  }

  RejectPart item(
      String id, Reason reason, String detail, String origin, @Nullable String raw, Instant time) {
    // Rejected bounds the detail; the rejects of whole uploads go through it as well.
    String bounded = new Rejected<>(reason, detail).detail();
    return new RejectPart(
        id, Part.UPLOAD, reason, STAGE, bounded, origin, raw, time, keeping.recordExpiry(time));
  }

  void bytes(String key, byte[] body) {
    blobs.put(bucket, key, "application/octet-stream", body);
  }

  void items(List<RejectPart> parts) {
    records.reject(parts);
  }
}
