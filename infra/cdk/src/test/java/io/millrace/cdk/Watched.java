// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The committed template as a stack called {@value #STACK}, and what of it has metrics. */
final class Watched {

  static final String STACK = "millrace";

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

  private static final Map<String, Set<String>> BY_NAMESPACE =
      Map.of(
          "AWS/DynamoDB",
          Set.of(
              "ConsumedReadCapacityUnits",
              "ConsumedWriteCapacityUnits",
              "ReadThrottleEvents",
              "WriteThrottleEvents"),
          "AWS/Kinesis",
          Set.of(
              "GetRecords.Bytes",
              "IncomingBytes",
              "IncomingRecords",
              "WriteProvisionedThroughputExceeded"),
          "AWS/SQS",
          Set.of(
              "ApproximateAgeOfOldestMessage",
              "ApproximateNumberOfMessagesNotVisible",
              "ApproximateNumberOfMessagesVisible",
              "NumberOfMessagesSent"));

  private static final Set<String> OF_FUNCTIONS =
      Set.of(
          "ConcurrentExecutions", "Duration", "Errors", "Invocations", "IteratorAge", "Throttles");

  private static final Set<String> OF_MAPPINGS =
      Set.of(
          "DroppedEventCount",
          "FailedInvokeEventCount",
          "InvokedEventCount",
          "OnFailureDestinationDeliveredEventCount",
          "PolledEventCount");

  /** What BatchReport writes, and the stages beside it. */
  private static final Set<String> OF_STAGES =
      Set.of(
          "received",
          "accepted",
          "rejected",
          "filtered",
          "retried",
          "notAttempted",
          "transactions");

  private static final Set<String> SERVICES =
      Set.of("ingest", "enrich", "transform", "aggregate", "publish");

  final JsonNode template = Golden.read(Golden.FILE);
  final JsonNode resources = template.path("Resources");

  /** The resources of a type, by their logical ids. */
  Map<String, JsonNode> all(String type) {
    return resources.properties().stream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(type))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                resource -> resource.getValue().path("Properties"),
                (one, other) -> one,
                TreeMap::new));
  }

  /** A text with its references filled in: a resource's by its name, a parameter's by default. */
  String text(JsonNode value) {
    if (value.has("Ref")) {
      return reference(value.path("Ref").asText());
    } else if (value.has("Fn::Sub")) {
      Matcher references = REFERENCE.matcher(value.path("Fn::Sub").asText());
      return references.replaceAll(found -> Matcher.quoteReplacement(reference(found.group(1))));
    } else if (value.has("Fn::Join")) {
      List<String> parts = new ArrayList<>();
      value.at("/Fn::Join/1").forEach(part -> parts.add(text(part)));
      return String.join(value.at("/Fn::Join/0").asText(), parts);
    } else if (value.has("Fn::If")) {
      return text(value.at("/Fn::If/1"));
    } else if (value.isValueNode()) {
      return value.asText();
    }
    throw new IllegalArgumentException("not a text that this test reads: " + value);
  }

  private String reference(String name) {
    return switch (name) {
      case "AWS::StackName" -> STACK;
      case "AWS::Region" -> "eu-central-1";
      case "AWS::AccountId" -> "123456789012";
      case "AWS::Partition" -> "aws";
      default -> {
        JsonNode parameter = template.path("Parameters").path(name);
        if (!parameter.isMissingNode()) {
          yield parameter.path("Default").asText();
        }
        // an attribute as what it is of and called
        JsonNode resource = resources.path(name.replaceFirst("\\.Arn$", ""));
        if (resource.isMissingNode()) {
          throw new IllegalArgumentException("the template has no " + name);
        }
        for (String property :
            List.of("AlarmName", "FunctionName", "QueueName", "TableName", "TopicName")) {
          if (!name.endsWith(".Arn")
              && resource.path("Properties").has(property)
              && !resource.path("Type").asText().equals("AWS::Lambda::EventSourceMapping")) {
            yield text(resource.path("Properties").path(property));
          }
        }
        yield name;
      }
    };
  }

  /** Whether something of this stack, or its stages, has this metric. */
  boolean has(String namespace, String metric, Map<String, String> dimensions) {
    return switch (namespace) {
      case "AWS/Lambda" -> lambda(metric, dimensions);
      case "AWS/DynamoDB" -> one(namespace, metric, dimensions, "TableName", "DynamoDB::Table");
      case "AWS/Kinesis" ->
          one(namespace, metric, dimensions, "StreamName", "Kinesis::Stream", "Name");
      case "AWS/SQS" -> one(namespace, metric, dimensions, "QueueName", "SQS::Queue");
      case "Millrace" ->
          dimensions.equals(Map.of("Service", "geolocation-refresh"))
              ? metric.equals("GeolocationAgeSeconds")
              : OF_STAGES.contains(metric)
                  && dimensions.size() == 1
                  && SERVICES.contains(dimensions.get("Service"));
      default -> false;
    };
  }

  private boolean one(
      String namespace,
      String metric,
      Map<String, String> dimensions,
      String dimension,
      String type) {
    return one(namespace, metric, dimensions, dimension, type, dimension);
  }

  private boolean one(
      String namespace,
      String metric,
      Map<String, String> dimensions,
      String dimension,
      String type,
      String property) {
    return BY_NAMESPACE.getOrDefault(namespace, Set.of()).contains(metric)
        && dimensions.size() == 1
        && dimensions.containsKey(dimension)
        && names("AWS::" + type, property).contains(dimensions.get(dimension));
  }

  private boolean lambda(String metric, Map<String, String> dimensions) {
    if (dimensions.isEmpty()) {
      return metric.equals("ClaimedAccountConcurrency");
    } else if (dimensions.containsKey("EventSourceMappingUUID")) {
      JsonNode mapping =
          resources.path(dimensions.get("EventSourceMappingUUID")).path("Properties");
      return OF_MAPPINGS.contains(metric)
          && mapping.at("/MetricsConfig/Metrics/0").asText().equals("EventCount");
    }
    String function = dimensions.get("FunctionName");
    boolean known = names("AWS::Lambda::Function", "FunctionName").contains(function);
    return known
        && OF_FUNCTIONS.contains(metric)
        && (dimensions.size() == 1
            || dimensions.size() == 2
                && (function + ":live").equals(dimensions.get("Resource"))
                && names("AWS::Lambda::Alias", "FunctionName").contains(function));
  }

  private Set<String> names(String type, String property) {
    Set<String> names = new TreeSet<>();
    all(type).values().forEach(properties -> names.add(text(properties.path(property))));
    return names;
  }
}
