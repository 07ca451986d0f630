// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.LocalCloudConfig;
import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells a request's operation and the permissions it needs, as the <a
 * href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html">Service
 * Authorization Reference</a> lists them.
 */
public final class Operations {
  private static final String ANY = "*";
  private static final String DEPLOYMENT_ID = "deploymentId";
  private static final String DEPLOYMENT = "deployment:";

  private Operations() {}

  /** The operation of a request; one nobody knows needs the action of its name on everything. */
  public static Operation of(Service service, Call call) throws IOException {
    return switch (service) {
      case S3 -> S3Operations.of(call);
      case LAMBDA -> LambdaOperations.of(call);
      case DYNAMODB -> DynamoDbOperations.of(target(call), call.document());
      case KINESIS -> kinesis(target(call), call.document());
      case EVENTBRIDGE -> events(target(call), call.document());
      case SQS -> SqsOperations.of(call, target(call));
      case CODEDEPLOY -> codeDeploy(target(call), call.document());
      case CLOUDWATCH -> cloudWatch(call);
      case LOGS -> logs(target(call), call.document());
      case CLOUDFORMATION -> cloudFormation(call.form().getOrDefault("Action", ""));
      // who one is may always be asked [STS API, GetCallerIdentity]
      case STS -> Operation.of(call.form().getOrDefault("Action", ""));
      case MILLRACE -> Operation.of(call.rawPath());
    };
  }

  private static String target(Call call) {
    String target = call.header("X-Amz-Target").orElse("");
    return target.substring(target.indexOf('.') + 1);
  }

  private static Operation kinesis(String operation, JsonNode request) {
    String action = "kinesis:" + operation;
    String stream = stream(request);
    return Operation.of(operation, Need.of(action, stream.isEmpty() ? ANY : stream));
  }

  /** By ARN, by name, or by an iterator or token of ours, which begins with the stream's name. */
  private static String stream(JsonNode request) {
    if (request.hasNonNull("StreamARN")) {
      return request.path("StreamARN").asText();
    }
    String name = request.path("StreamName").asText("");
    if (name.isEmpty()) {
      String token = request.path("ShardIterator").asText(request.path("NextToken").asText(""));
      name = firstOf(token);
    }
    return name.isEmpty() ? "" : arn("kinesis", "stream/" + name);
  }

  private static String firstOf(String token) {
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      int bar = text.indexOf('|');
      return bar < 0 ? "" : text.substring(0, bar);
    } catch (IllegalArgumentException e) {
      return ""; // the service will say what is wrong with it
    }
  }

  private static Operation events(String operation, JsonNode request) {
    String action = "events:" + operation;
    if (!operation.equals("PutEvents")) {
      String name = request.path("EventBusName").asText(request.path("Name").asText(""));
      return Operation.of(operation, Need.of(action, name.isEmpty() ? ANY : bus(name)));
    }
    List<Need> needs = new ArrayList<>();
    for (JsonNode entry : request.path("Entries")) {
      Need need = Need.of(action, bus(entry.path("EventBusName").asText("default")));
      if (!needs.contains(need)) {
        needs.add(need);
      }
    }
    return new Operation(operation, needs);
  }

  private static String bus(String nameOrArn) {
    return nameOrArn.startsWith("arn:") ? nameOrArn : arn("events", "event-bus/" + nameOrArn);
  }

  /**
   * Policies name the group of a deployment; which one that is, {@link #withGroups} has to be
   * asked.
   */
  private static Operation codeDeploy(String operation, JsonNode request) {
    String application = request.path("applicationName").asText("");
    String group = request.path("deploymentGroupName").asText("");
    String resource =
        request.hasNonNull(DEPLOYMENT_ID)
            ? DEPLOYMENT + request.path(DEPLOYMENT_ID).asText()
            : group.isEmpty()
                ? arn("codedeploy", "application:" + application)
                : arn("codedeploy", "deploymentgroup:" + application + "/" + group);
    return Operation.of(operation, Need.of("codedeploy:" + operation, resource));
  }

  /** With the deployments in what an operation needs replaced by their groups. */
  static Operation withGroups(Operation operation, Function<String, Optional<String>> groupOf) {
    return new Operation(
        operation.name(),
        operation.needs().stream()
            .map(
                need ->
                    need.resource().startsWith(DEPLOYMENT)
                        ? Need.of(
                            need.action(),
                            groupOf
                                .apply(need.resource().substring(DEPLOYMENT.length()))
                                .orElse(ANY))
                        : need)
            .toList());
  }

  /** By target, path or form: the service has three protocols. Metrics are no resources. */
  private static Operation cloudWatch(Call call) throws IOException {
    String path = call.rawPath();
    String operation = target(call);
    if (call.header("smithy-protocol").isPresent()) {
      operation = path.substring(path.lastIndexOf('/') + 1);
    } else if (operation.isEmpty()) {
      operation = call.form().getOrDefault("Action", "");
    }
    String alarm =
        call.document().path("AlarmName").asText(call.form().getOrDefault("AlarmName", ""));
    return Operation.of(
        operation,
        Need.of(
            "cloudwatch:" + operation,
            alarm.isEmpty() ? ANY : arn("cloudwatch", "alarm:" + alarm)));
  }

  private static Operation logs(String operation, JsonNode request) {
    String group = request.path("logGroupName").asText("");
    return Operation.of(
        operation,
        Need.of("logs:" + operation, group.isEmpty() ? ANY : arn("logs", "log-group:" + group)));
  }

  private static Operation cloudFormation(String operation) {
    return Operation.of(operation, Need.of("cloudformation:" + operation, ANY));
  }

  static String arn(String service, String resource) {
    return "arn:aws:"
        + service
        + ":"
        + LocalCloudConfig.REGION
        + ":"
        + LocalCloudConfig.ACCOUNT
        + ":"
        + resource;
  }
}
