// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Decided;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.batch.Stage;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.Blobs.Blob;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.RejectPart;
import io.millrace.transform.ImageEngine.Rendition;
import io.millrace.transform.ImageEngine.Renditions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes a photo's renditions and its part of the record. Everything it stores is a function of the
 * message and of the object it names, so a repeat finds its own work done.
 */
final class ResizeStage implements Stage<Message, ResizeStage.Resized> {

  static final String NAME = "transform";

  private static final String RENDITION_TYPE = "image/jpeg";
  private static final String MESSAGE_TYPE = "application/octet-stream";

  private final Blobs blobs;
  private final RecordStore records;
  private final ImageEngine engine;
  private final ResizeConfig config;

  ResizeStage(Blobs blobs, RecordStore records, ImageEngine engine, ResizeConfig config) {
    this.blobs = blobs;
    this.records = records;
    this.engine = engine;
    this.config = config;
  }

  /**
   * A photo with its renditions.
   *
   * @param renditions those that are still to be stored; none when that was done before
   */
  record Resized(PhotoPart part, List<Rendition> renditions) {

    Resized {
      renditions = List.copyOf(renditions);
    }
  }

  @Override
  public List<Outcome<Resized>> decide(Message message) {
    ResizeRequest request;
    try {
      request = Json.read(message.body(), ResizeRequest.class);
    } catch (IOException e) {
      return List.of(Outcome.rejected(Reason.MALFORMED_MESSAGE, "Not a resize request: " + e));
    }
    return List.of(resized(request));
  }

  private Outcome<Resized> resized(ResizeRequest request) {
    PhotoUploaded photo = request.photo();
    Optional<Blob> blob = blobs.open(photo.bucket(), photo.key(), photo.etag());
    if (blob.isEmpty()) {
      return Outcome.rejected(
          Reason.UPLOAD_GONE, origin(photo) + " is gone, or is no longer " + photo.etag());
    }
    byte[] original;
    try (Blob open = blob.get()) {
      if (open.bytes() > config.maxPhotoBytes()) {
        return Outcome.rejected(
            Reason.IMAGE_TOO_LARGE, open.bytes() + " bytes, allowed are " + config.maxPhotoBytes());
      }
      original = open.body().readNBytes((int) open.bytes());
    } catch (IOException e) {
      // Of the port's promises: a failing read means bad luck.
      throw new UnavailableException("Reading " + origin(photo), e);
    }
    return switch (engine.render(original, config.spec())) {
      case Rejected<Renditions>(Reason reason, String detail) -> Outcome.rejected(reason, detail);
      case Accepted<Renditions>(Renditions renditions) ->
          Outcome.accepted(
              new Resized(
                  part(
                      config,
                      request,
                      renditions.width(),
                      renditions.height(),
                      RenditionKeys.of(original, config, engine.identity(), renditions)),
                  renditions.renditions()));
    };
  }

  static PhotoPart part(
      ResizeConfig config, ResizeRequest request, int width, int height, List<String> keys) {
    PhotoUploaded photo = request.photo();
    return new PhotoPart(
        request.id(),
        photo.contentType(),
        request.instant(),
        request.place(),
        photo.bucket(),
        photo.key(),
        photo.bytes(),
        width,
        height,
        photo.takenAt(),
        photo.camera(),
        keys,
        config.keeping().recordExpiry(request.instant()));
  }

  @Override
  public Counts commit(List<Decided<Message, Resized>> slice) {
    Counts counts = Counts.NONE;
    for (Decided<Message, Resized> decided : slice) {
      for (Outcome<Resized> outcome : decided.outcomes()) {
        counts =
            counts.plus(
                switch (outcome) {
                  case Accepted<Resized>(Resized resized) -> accept(resized);
                  case Rejected<Resized> rejected -> reject(decided.input(), rejected);
                });
      }
    }
    return counts;
  }

  /** The renditions first: whoever sees the part may fetch them. */
  private Counts accept(Resized resized) {
    List<String> keys = resized.part().renditions();
    for (int i = 0; i < resized.renditions().size(); i++) {
      byte[] jpeg = resized.renditions().get(i).jpeg();
      blobs.put(config.renditionsBucket(), keys.get(i), RENDITION_TYPE, jpeg);
    }
    records.accept(List.of(resized.part()));
    return Counts.done(1, 0, 0);
  }

  private Counts reject(Message message, Rejected<Resized> rejected) {
    records.reject(
        List.of(
            rejected.reason() == Reason.MALFORMED_MESSAGE
                ? messageReject(message, rejected)
                : photoReject(message, rejected)));
    return Counts.done(0, 1, 0);
  }

  private RejectPart photoReject(Message message, Rejected<Resized> rejected) {
    ResizeRequest request;
    try {
      request = Json.read(message.body(), ResizeRequest.class);
    } catch (IOException e) {
      throw new IllegalStateException("It was a resize request when it was decided about", e);
    }
    // No raw bytes: the upload still is the original.
    return rejectPart(
        request.id(), rejected, origin(request.photo()), Optional.empty(), request.instant());
  }

  /** A message that names no record gets one of its own, by its queue and what it says. */
  private RejectPart messageReject(Message message, Rejected<Resized> rejected) {
    // Not by the message's id: what comes back from the dead letters has a new one.
    String id = Ids.record(message.queueArn(), Ids.fingerprint(message.body()));
    String raw = NAME + "/" + id;
    byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
    blobs.put(config.rejectsBucket(), raw, MESSAGE_TYPE, body);
    String origin = "sqs:" + queueName(message) + "/" + message.id();
    return rejectPart(id, rejected, origin, Optional.of(raw), message.sent());
  }

  private RejectPart rejectPart(
      String id, Rejected<Resized> rejected, String origin, Optional<String> raw, Instant time) {
    return new RejectPart(
        id,
        Part.PHOTO,
        rejected.reason(),
        NAME,
        rejected.detail(),
        origin,
        raw.orElse(null),
        time,
        config.keeping().recordExpiry(time));
  }

  private static String origin(PhotoUploaded photo) {
    return "s3://" + photo.bucket() + "/" + photo.key();
  }

  private static String queueName(Message message) {
    return message.queueArn().substring(message.queueArn().lastIndexOf(':') + 1);
  }
}
