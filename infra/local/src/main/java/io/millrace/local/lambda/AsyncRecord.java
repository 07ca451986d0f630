// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What became of an asynchronous invocation, as its destinations are told. [invocation-async]
 *
 * @param function with the qualifier it was invoked with
 * @param requestId of the request that was answered with 202
 * @param payload the event
 * @param result of the last attempt
 */
record AsyncRecord(
    FunctionName function,
    String requestId,
    String payload,
    AsyncEvent.Condition condition,
    int attempts,
    InvocationResult result,
    Instant at) {
  private static final int MESSAGE_BYTES = 1_024;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_AND_SECOND =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/yyyy-MM-dd'T'HH.mm.ss", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The document for a destination. */
  String json() {
    ObjectNode document = Json.object();
    document.put("version", "1.0").put("timestamp", MILLIS.format(at));
    document
        .putObject("requestContext")
        .put("requestId", requestId)
        .put("functionArn", function.qualified().arn())
        .put("condition", condition.text)
        .put("approximateInvokeCount", attempts);
    document.set("requestPayload", Json.value(payload));
    if (!(result instanceof InvocationResult.Throttled)) {
      ObjectNode response = document.putObject("responseContext");
      response.put("statusCode", 200).put("executedVersion", version());
      if (result instanceof InvocationResult.Failed) {
        response.put("functionError", "Unhandled");
      }
      document.set("responsePayload", Json.value(answer()));
    }
    return document.toString();
  }

  private String version() {
    return switch (result) {
      case InvocationResult.Succeeded done -> done.version();
      case InvocationResult.Failed failed -> failed.version();
      case InvocationResult.Throttled throttled -> "";
    };
  }

  private String answer() {
    return switch (result) {
      case InvocationResult.Succeeded done -> done.payload();
      case InvocationResult.Failed failed -> failed.payload();
      case InvocationResult.Throttled throttled -> "";
    };
  }

  /** The key of the object that keeps the record. */
  String key(String random) {
    return "aws/lambda/async/" + function.name() + "/" + DAY_AND_SECOND.format(at) + "-" + random;
  }

  /** The HTTP status that a dead-letter queue is told. */
  int errorCode() {
    return result instanceof InvocationResult.Throttled ? 429 : 200;
  }

  /** The error, its first kilobyte. */
  String errorMessage() {
    String text =
        result instanceof InvocationResult.Throttled throttled
            ? throttled.reason()
            : error(Json.value(answer()));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MESSAGE_BYTES
        ? text
        : new String(bytes, 0, MESSAGE_BYTES, StandardCharsets.UTF_8);
  }

  private static String error(JsonNode document) {
    return document.path("errorMessage").asText(document.path("errorType").asText("unknown"));
  }
}
