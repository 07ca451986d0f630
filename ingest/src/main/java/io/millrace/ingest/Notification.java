// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.UploadPoke;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message a bucket sends, or one of ours. Source: Amazon S3 User Guide, "Event message
 * structure"; keys are URL-encoded there, a space as a plus sign.
 *
 * @param event {@code s3:TestEvent} in the message that a new target receives first; else null
 * @param poke in our own message; else null
 */
record Notification(
    @JsonProperty("Event") @Nullable String event,
    @JsonProperty("Records") @Nullable List<@Nullable Entry> records,
    @Nullable UploadPoke poke) {

  private static final String TEST_EVENT = "s3:TestEvent";
  private static final String CREATED = "ObjectCreated:";

  /** One event; S3 sends one a message but promises a list. */
  record Entry(@Nullable String eventName, @Nullable String eventTime, @Nullable Where s3) {}

  /** Where it happened. */
  record Where(@Nullable Bucket bucket, @Nullable Item object) {}

  /** The bucket. */
  record Bucket(@Nullable String name) {}

  /** The object. */
  record Item(@Nullable String key, @JsonProperty("eTag") @Nullable String etag) {}

  /** Reads a message's body: one outcome for each event in it, at least one. */
  static List<Outcome<Notice>> read(String body) {
    Notification notification;
    try {
      notification = Json.read(body, Notification.class);
    } catch (IOException e) {
      return List.of(malformed("no JSON object: " + firstLine(e)));
    }
    if (notification == null) {
      return List.of(malformed("is null"));
    }
    if (TEST_EVENT.equals(notification.event)) {
      return List.of(Outcome.accepted(new Notice.Ignored(TEST_EVENT)));
    }
    if (notification.poke != null) {
      return List.of(Outcome.accepted(created(notification.poke)));
    }
    if (notification.records == null || notification.records.isEmpty()) {
      return List.of(malformed("neither Records nor a poke nor an s3:TestEvent"));
    }
    return notification.records.stream().map(Notification::notice).toList();
  }

  private static Notice created(UploadPoke poke) {
    Upload upload = new Upload(poke.bucket(), poke.key(), poke.etag(), Instant.parse(poke.told()));
    return new Notice.Created(upload, poke.hop(), poke.replay());
  }

  private static Outcome<Notice> notice(@Nullable Entry entry) {
    if (entry == null || entry.eventName == null) {
      return malformed("eventName is missing");
    }
    if (!entry.eventName.startsWith(CREATED)) {
      return Outcome.accepted(new Notice.Ignored(entry.eventName));
    }
    String bucket = entry.s3 == null || entry.s3.bucket == null ? null : entry.s3.bucket.name;
    Item object = entry.s3 == null ? null : entry.s3.object;
    if (bucket == null || bucket.isBlank()) {
      return malformed("s3.bucket.name is missing");
    }
    if (object == null || object.key == null || object.etag == null) {
      return malformed("s3.object needs key and eTag");
    }
    try {
      Instant told = Instant.parse(String.valueOf(entry.eventTime));
      String key = URLDecoder.decode(object.key, StandardCharsets.UTF_8);
      String etag = object.etag.replace("\"", "");
      return Outcome.accepted(new Notice.Created(new Upload(bucket, key, etag, told)));
    } catch (DateTimeException e) {
      return malformed("eventTime must be an ISO 8601 time, is \"" + entry.eventTime + '"');
    } catch (IllegalArgumentException e) {
      return malformed("s3.object.key is not URL-encoded: \"" + object.key + '"');
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Outcome<Notice> malformed(String what) {
    return Outcome.rejected(Reason.MALFORMED_MESSAGE, "S3 notification: " + what);
  }
}
