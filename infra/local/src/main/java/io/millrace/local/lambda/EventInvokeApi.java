// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of a function's asynchronous invocations. [API_PutFunctionEventInvokeConfig]
 */
final class EventInvokeApi {
  private static final Set<String> SUPPORTED =
      Set.of("DestinationConfig", "MaximumEventAgeInSeconds", "MaximumRetryAttempts");

  private final FunctionStore functions;
  private final InstantSource clock;

  EventInvokeApi(FunctionStore functions, InstantSource clock) {
    this.functions = functions;
    this.clock = clock;
  }

  /** Replaces what was there. */
  HttpReply put(FunctionName name, HttpRequest request) {
    return keep(name, Json.object(), request);
  }

  /** Changes what the request names. */
  HttpReply update(FunctionName name, HttpRequest request) {
    return keep(name, existing(name), request);
  }

  HttpReply get(FunctionName name) {
    return HttpReply.json(200, existing(name).toString());
  }

  HttpReply delete(FunctionName name) {
    existing(name);
    functions.get(name.name()).invokeConfig(name, Optional.empty());
    return HttpReply.empty(204);
  }

  private ObjectNode existing(FunctionName name) {
    return functions
        .get(name.name())
        .invokeConfig(name)
        .orElseThrow(
            () ->
                LambdaError.notFound(
                    "The function " + name.arn() + " doesn't have an EventInvokeConfig"));
  }

  private HttpReply keep(FunctionName name, ObjectNode config, HttpRequest request) {
    LambdaFunction function = functions.get(name.name());
    var _ = function.configuration(name); // a qualifier has to mean something
    apply(config, Json.request(request.body()));
    config.put("FunctionArn", name.qualified().arn()).put("LastModified", clock.millis() / 1000.0);
    function.invokeConfig(name, Optional.of(config));
    return HttpReply.json(200, config.toString());
  }

  /** Checks a request and puts it into a configuration. */
  static void apply(ObjectNode config, ObjectNode request) {
    Json.refuseUnknown(request, SUPPORTED, "asynchronous invocation");
    for (var property : request.properties()) {
      String key = property.getKey();
      JsonNode value = property.getValue();
      if (value.isNull()) {
        continue;
      }
      switch (key) {
        case "MaximumRetryAttempts" ->
            config.put(key, Json.integer(value, key, 0, AsyncSettings.MAX_RETRIES));
        case "MaximumEventAgeInSeconds" ->
            config.put(
                key,
                Json.integer(
                    value, key, AsyncSettings.MIN_AGE_SECONDS, AsyncSettings.MAX_AGE_SECONDS));
        default -> config.set(key, destinations(value));
      }
    }
  }

  private static JsonNode destinations(JsonNode config) {
    destination(config.path("OnSuccess"), "OnSuccess", false);
    destination(config.path("OnFailure"), "OnFailure", true);
    return config;
  }

  private static void destination(JsonNode destination, String name, boolean bucketsToo) {
    String arn = destination.path("Destination").asText("");
    boolean supported =
        arn.isEmpty() || queue(arn) || (bucketsToo && arn.startsWith("arn:aws:s3:::"));
    if (!supported) {
      throw LambdaError.invalid(
          name
              + " destination "
              + arn
              + " is not supported by the local cloud; supported are standard SQS queues"
              + (bucketsToo ? " and S3 buckets" : ""));
    }
  }

  /** DeadLetterConfig of a function; an empty target takes it away. */
  static JsonNode deadLetters(JsonNode config) {
    String arn = config.path("TargetArn").asText("");
    if (!arn.isEmpty() && !queue(arn)) {
      throw LambdaError.invalid(
          "the dead-letter target "
              + arn
              + " is not supported by the local cloud; supported are standard SQS queues");
    }
    return config;
  }

  private static boolean queue(String arn) {
    return arn.startsWith("arn:aws:sqs:") && !arn.endsWith(".fifo");
  }
}
