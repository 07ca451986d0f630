// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.OncePerKey;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.record.PhotoPart;
import io.millrace.transform.ResizeStage.Resized;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What resizing a photo is called: the record with the settings of its renditions and the engine,
 * for the object it was asked for. Everything else in a request (where the photo was taken, by what
 * we know today) costs nothing to write again, so a duplicate brings it up to date.
 */
final class ResizeWork implements OncePerKey.Work<Message, Resized> {

  private final ResizeConfig config;
  private final String engine;

  /**
   * @param engine by its identity
   */
  ResizeWork(ResizeConfig config, String engine) {
    this.config = config;
    this.engine = engine;
  }

  /** What only decoding the photo tells. */
  record Made(
      @JsonProperty(required = true) int width,
      @JsonProperty(required = true) int height,
      @JsonProperty(required = true) List<String> renditions) {

    Made {
      renditions = List.copyOf(renditions);
    }
  }

  @Override
  public Optional<OncePerKey.Key> key(Message message) {
    ResizeRequest request;
    try {
      request = Json.read(message.body(), ResizeRequest.class);
    } catch (IOException e) {
      // The stage reads it again and rejects it.
      return Optional.empty();
    }
    PhotoUploaded photo = request.photo();
    return Optional.of(
        new OncePerKey.Key(
            request.id() + "-" + RenditionKeys.settings(config, engine),
            Ids.fingerprint(photo.bucket(), photo.key(), photo.etag())));
  }

  @Override
  public String owner(Message message) {
    return Ids.fingerprint(message.id(), message.receiptHandle());
  }

  @Override
  public String result(Resized resized) {
    PhotoPart part = resized.part();
    return Json.write(new Made(part.width(), part.height(), part.renditions()));
  }

  @Override
  public Resized value(Message message, String result) {
    try {
      ResizeRequest request = Json.read(message.body(), ResizeRequest.class);
      Made made = Json.read(result, Made.class);
      return new Resized(
          ResizeStage.part(config, request, made.width(), made.height(), made.renditions()),
          List.of());
    } catch (IOException e) {
      throw new IllegalStateException(
          "The result noted for message " + message.id() + " is none of ours: " + result, e);
    }
  }
}
