// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads members of a request, with the messages Kinesis has for what is missing or out of range.
 */
final class Requests {
  private Requests() {}

  static Optional<String> text(JsonNode request, String name) {
    JsonNode value = request.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  static String required(JsonNode request, String name) {
    return text(request, name).orElseThrow(() -> missing(name));
  }

  static byte[] blob(JsonNode request, String name, String member) {
    JsonNode value = request.path(name);
    try {
      byte[] bytes = value.binaryValue();
      if (bytes != null) {
        return bytes;
      }
    } catch (IOException e) {
      throw KinesisException.validation(member, "Member must be base64");
    }
    throw missing(member);
  }

  /**
   * @param whenAbsent taken when the member is not there
   */
  static int number(JsonNode request, String name, int whenAbsent, int max) {
    JsonNode value = request.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return whenAbsent;
    }
    if (!value.canConvertToInt() || value.intValue() < 1) {
      throw KinesisException.validation(name, "Member must have value greater than or equal to 1");
    }
    if (value.intValue() > max) {
      throw KinesisException.validation(
          name, "Member must have value less than or equal to " + max);
    }
    return value.intValue();
  }

  /** The stream a request names, by name or ARN. */
  static String streamName(JsonNode request) {
    return text(request, "StreamName")
        .or(() -> text(request, "StreamARN").map(arn -> arn.substring(arn.lastIndexOf('/') + 1)))
        .orElseThrow(() -> missing("streamName"));
  }

  static KinesisException missing(String member) {
    return KinesisException.validation(member, "Member must not be null");
  }
}
