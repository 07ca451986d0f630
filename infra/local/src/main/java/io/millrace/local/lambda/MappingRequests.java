// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.mapping.MappingSettings;
import io.millrace.local.lambda.mapping.SourceKind;
import io.millrace.local.lambda.mapping.StartingPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Checks what is asked of a mapping and turns it into its configuration, in the API's own form.
 * [API_CreateEventSourceMapping]
 */
final class MappingRequests {
  private static final Set<String> COMMON =
      Set.of(
          "BatchSize",
          "Enabled",
          "EventSourceArn",
          "FilterCriteria",
          "FunctionName",
          "FunctionResponseTypes",
          "KMSKeyArn",
          "MaximumBatchingWindowInSeconds",
          "MetricsConfig",
          "Tags",
          "UUID");
  private static final Set<String> STREAMS =
      Set.of(
          "BisectBatchOnFunctionError",
          "DestinationConfig",
          "MaximumRecordAgeInSeconds",
          "MaximumRetryAttempts",
          "ParallelizationFactor",
          "StartingPosition",
          "StartingPositionTimestamp",
          "TumblingWindowInSeconds");
  private static final Set<String> QUEUES = Set.of("ScalingConfig");
  private static final String EVENT_COUNT = "EventCount";
  private static final String REPORT = "ReportBatchItemFailures";

  private MappingRequests() {}

  /** The kind of a source, when it can be one. */
  static SourceKind source(String arn) {
    SourceKind kind =
        SourceKind.of(arn)
            .orElseThrow(
                () ->
                    LambdaError.invalid(
                        "Unrecognized event source. EventSourceArn is '"
                            + arn
                            + "'; supported by the local cloud are Kinesis streams, DynamoDB streams and SQS queues"));
    if (arn.endsWith(".fifo")) {
      throw LambdaError.invalid(
          "EventSourceArn "
              + arn
              + ": FIFO queues are not supported by the local cloud; standard queues are");
    }
    if (arn.contains("/consumer/")) {
      throw LambdaError.invalid(
          "EventSourceArn "
              + arn
              + ": enhanced fan-out is not supported by the local cloud; the stream's own ARN is");
    }
    if (kind == SourceKind.DYNAMODB && !arn.contains("/stream/")) {
      throw LambdaError.invalid(
          "EventSourceArn " + arn + " is a table; allowed is the ARN of its stream");
    }
    return kind;
  }

  /** A new mapping's configuration with the service's defaults. */
  static ObjectNode create(ObjectNode request) {
    String arn = request.path("EventSourceArn").asText("");
    boolean queue = source(arn) == SourceKind.SQS;
    ObjectNode fresh = Json.object();
    fresh.put("EventSourceArn", arn).put("BatchSize", queue ? 10 : 100);
    fresh.put("MaximumBatchingWindowInSeconds", 0);
    if (!queue) {
      fresh
          .put("ParallelizationFactor", 1)
          .put("MaximumRecordAgeInSeconds", -1)
          .put("MaximumRetryAttempts", -1)
          .put("BisectBatchOnFunctionError", false)
          .put("TumblingWindowInSeconds", 0);
      fresh.putObject("DestinationConfig").putObject("OnFailure");
      startingPosition(fresh, request);
    }
    fresh.putArray("FunctionResponseTypes");
    return change(fresh, request);
  }

  /** A configuration with the changes that a request asks for. */
  static ObjectNode change(ObjectNode current, ObjectNode request) {
    SourceKind kind = source(current.path("EventSourceArn").asText());
    boolean queue = kind == SourceKind.SQS;
    Set<String> more = queue ? QUEUES : STREAMS;
    Set<String> supported = new HashSet<>(COMMON);
    supported.addAll(more);
    Json.refuseUnknown(request, supported, "a mapping of " + kind);
    ObjectNode changed = current.deepCopy();
    for (var property : request.properties()) {
      String key = property.getKey();
      JsonNode value = property.getValue();
      if (value.isNull() || (!COMMON.contains(key) && !more.contains(key))) {
        continue; // Null and empty mean nothing, also for what is not supported.
      }
      switch (key) {
        case "BatchSize" -> changed.put(key, Json.integer(value, key, 1, 10_000));
        case "MaximumBatchingWindowInSeconds" -> changed.put(key, Json.integer(value, key, 0, 300));
        case "ParallelizationFactor" -> changed.put(key, Json.integer(value, key, 1, 10));
        case "MaximumRetryAttempts" -> changed.put(key, Json.integer(value, key, -1, 10_000));
        case "MaximumRecordAgeInSeconds" -> changed.put(key, age(value));
        case "TumblingWindowInSeconds" -> changed.put(key, Json.integer(value, key, 0, 900));
        case "BisectBatchOnFunctionError" -> changed.put(key, value.asBoolean());
        case "FilterCriteria" -> MappingFilters.change(changed, kind, value);
        case "FunctionResponseTypes" -> changed.set(key, responseTypes(value));
        case "DestinationConfig" -> changed.set(key, destination(value));
        case "ScalingConfig" -> changed.set(key, scaling(value));
        case "MetricsConfig" -> changed.set(key, metrics(value));
        default -> {}
      }
    }
    checkTogether(changed, queue);
    return changed;
  }

  private static void checkTogether(ObjectNode mapping, boolean queue) {
    int batch = mapping.path("BatchSize").intValue();
    if (queue && batch > 10 && mapping.path("MaximumBatchingWindowInSeconds").intValue() < 1) {
      throw LambdaError.invalid(
          "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10; BatchSize is "
              + batch);
    }
    boolean windowed = mapping.path("TumblingWindowInSeconds").intValue() > 0;
    if (windowed && mapping.path("ParallelizationFactor").intValue() > 1) {
      throw LambdaError.invalid(
          "TumblingWindowInSeconds with a ParallelizationFactor over 1 is not supported by the local cloud");
    }
  }

  private static void startingPosition(ObjectNode mapping, ObjectNode request) {
    String position = request.path("StartingPosition").asText("");
    boolean kinesis = source(mapping.path("EventSourceArn").asText()) == SourceKind.KINESIS;
    if (position.isEmpty()) {
      throw LambdaError.invalid(
          "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not"
              + " be null.");
    }
    if (!kinesis && position.equals("AT_TIMESTAMP")) {
      throw LambdaError.invalid(
          "Unsupported starting position for arn type: " + mapping.path("EventSourceArn").asText());
    }
    boolean known =
        position.equals("TRIM_HORIZON")
            || position.equals("LATEST")
            || position.equals("AT_TIMESTAMP");
    if (!known) {
      throw LambdaError.invalid(
          "StartingPosition is '"
              + position
              + "', allowed are TRIM_HORIZON, LATEST and, for Kinesis, AT_TIMESTAMP");
    }
    mapping.put("StartingPosition", position);
    if (position.equals("AT_TIMESTAMP")) {
      JsonNode timestamp = request.path("StartingPositionTimestamp");
      if (!timestamp.isNumber()) {
        throw LambdaError.invalid(
            "StartingPositionTimestamp is missing, required with AT_TIMESTAMP");
      }
      mapping.set("StartingPositionTimestamp", timestamp);
    }
  }

  private static int age(JsonNode value) {
    String key = "MaximumRecordAgeInSeconds";
    int age = Json.integer(value, key, -1, 604_800);
    if (age != -1 && age < 60) {
      throw LambdaError.invalid(key + " is " + age + ", allowed are -1 and 60 to 604800");
    }
    return age;
  }

  private static JsonNode responseTypes(JsonNode types) {
    for (JsonNode type : types) {
      if (!type.asText().equals(REPORT)) {
        throw LambdaError.invalid("FunctionResponseTypes has " + type + ", allowed is " + REPORT);
      }
    }
    return types;
  }

  private static JsonNode destination(JsonNode config) {
    String arn = config.path("OnFailure").path("Destination").asText("");
    boolean supported =
        arn.isEmpty()
            || arn.startsWith("arn:aws:s3:::")
            || (arn.startsWith("arn:aws:sqs:") && !arn.endsWith(".fifo"));
    if (!supported) {
      throw LambdaError.invalid(
          "the on-failure destination "
              + arn
              + " is not supported by the local cloud; supported are S3 buckets and standard SQS queues");
    }
    return config;
  }

  private static JsonNode scaling(JsonNode config) {
    JsonNode most = config.path("MaximumConcurrency");
    if (!most.isMissingNode() && !most.isNull()) {
      Json.integer(most, "MaximumConcurrency", 2, 1_000);
    }
    return config;
  }

  /** [API_EventSourceMappingMetricsConfig] */
  private static JsonNode metrics(JsonNode config) {
    for (JsonNode metric : config.path("Metrics")) {
      if (!metric.asText().equals(EVENT_COUNT)) {
        throw LambdaError.invalid(
            "MetricsConfig has "
                + metric
                + "; the metrics of mappings that the local cloud has are "
                + EVENT_COUNT);
      }
    }
    return config;
  }

  /** Whether a mapping's events are counted. */
  static boolean eventCounts(ObjectNode mapping) {
    return mapping
        .path("MetricsConfig")
        .path("Metrics")
        .valueStream()
        .anyMatch(one -> one.asText().equals(EVENT_COUNT));
  }

  /** What a configuration means for its driver. */
  static MappingSettings settings(ObjectNode mapping) {
    String destination =
        mapping.path("DestinationConfig").path("OnFailure").path("Destination").asText("");
    JsonNode concurrency = mapping.path("ScalingConfig").path("MaximumConcurrency");
    boolean reporting = false;
    for (JsonNode type : mapping.path("FunctionResponseTypes")) {
      reporting |= type.asText().equals(REPORT);
    }
    return new MappingSettings(
        mapping.path("BatchSize").asInt(),
        Duration.ofSeconds(mapping.path("MaximumBatchingWindowInSeconds").asInt()),
        position(mapping),
        mapping.path("ParallelizationFactor").asInt(1),
        mapping.path("MaximumRetryAttempts").asInt(-1),
        mapping.path("MaximumRecordAgeInSeconds").asInt(-1),
        mapping.path("BisectBatchOnFunctionError").asBoolean(),
        reporting,
        Duration.ofSeconds(mapping.path("TumblingWindowInSeconds").asInt()),
        destination.isEmpty() ? Optional.empty() : Optional.of(destination),
        concurrency.isInt() ? OptionalInt.of(concurrency.intValue()) : OptionalInt.empty(),
        MappingFilters.of(mapping));
  }

  private static StartingPosition position(ObjectNode mapping) {
    return switch (mapping.path("StartingPosition").asText("TRIM_HORIZON")) {
      case "LATEST" -> new StartingPosition.Latest();
      case "AT_TIMESTAMP" ->
          new StartingPosition.AtTimestamp(
              Instant.ofEpochMilli(
                  Math.round(mapping.path("StartingPositionTimestamp").asDouble() * 1000)));
      default -> new StartingPosition.TrimHorizon();
    };
  }
}
