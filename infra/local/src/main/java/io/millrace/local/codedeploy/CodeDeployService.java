// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.access.RequestSigner;
import io.millrace.local.gateway.Upstream;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import io.millrace.local.lambda.RoleGrants;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The CodeDeploy API for Lambda; thread-safe. [CodeDeploy API Reference] */
public final class CodeDeployService implements HttpHandler, AutoCloseable {
  private static final String GROUP = "deploymentGroupName";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deployments deployments = new Deployments();
  private final Aliases aliases;
  private final RoleGrants grants;
  private final CodeDeployConfig config;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param gateway through which aliases are moved and hooks are asked
   * @param signer of those requests
   * @param grants what roles permit: a deployment may do what its group's role grants
   */
  public CodeDeployService(
      Upstream gateway,
      RequestSigner signer,
      RoleGrants grants,
      CodeDeployConfig config,
      InstantSource clock) {
    this.aliases = new LambdaAliases(gateway, signer);
    this.grants = grants;
    this.config = config;
    this.clock = clock;
  }

  /** The ARN of a deployment's group, which policies name; empty for a deployment nobody knows. */
  public Optional<String> groupOf(String deploymentId) {
    return deployments.find(deploymentId).map(one -> one.group().arn());
  }

  @Override
  public HttpReply handle(HttpRequest request) {
    String target = request.header("x-amz-target").orElse("");
    try {
      JsonNode body = JSON.readTree(new String(request.body(), StandardCharsets.UTF_8));
      return reply(200, answer(target.substring(target.indexOf('.') + 1), body));
    } catch (CodeDeployException e) {
      return reply(400, error(e.code(), String.valueOf(e.getMessage())));
    } catch (JsonProcessingException e) {
      return reply(400, error("SerializationException", e.getOriginalMessage()));
    }
  }

  private static HttpReply reply(int status, ObjectNode body) {
    return new HttpReply(
        status,
        Map.of("content-type", "application/x-amz-json-1.1"),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode error(String code, String message) {
    return JsonNodeFactory.instance.objectNode().put("__type", code).put("message", message);
  }

  private ObjectNode answer(String operation, JsonNode request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    String application = request.path("applicationName").asText("");
    switch (operation) {
      case "CreateApplication" -> {
        lambdaOnly(request.path("computePlatform").asText("Server"));
        answer.put("applicationId", deployments.addApplication(application));
      }
      case "DeleteApplication" -> deployments.removeApplication(application);
      case "ListApplications" -> {
        ArrayNode names = answer.putArray("applications");
        deployments.applications().forEach(names::add);
      }
      case "CreateDeploymentGroup" -> {
        answer.put("deploymentGroupId", deployments.add(group(application, request)));
      }
      case "UpdateDeploymentGroup" -> {
        DeploymentGroup was = existing(request, "currentDeploymentGroupName");
        ObjectNode changed = was.settings().deepCopy();
        request.properties().forEach(one -> changed.set(one.getKey(), one.getValue()));
        deployments.replace(group(application, changed.put(GROUP, was.name())));
        answer.putArray("hooksNotCleanedUp");
      }
      case "DeleteDeploymentGroup" -> {
        deployments.remove(application, request.path(GROUP).asText());
        answer.putArray("hooksNotCleanedUp");
      }
      case "GetDeploymentGroup" ->
          answer.set("deploymentGroupInfo", shown(existing(request, GROUP)));
      case "ListDeploymentGroups" -> {
        ArrayNode names = answer.put("applicationName", application).putArray("deploymentGroups");
        deployments.groups(application).forEach(names::add);
      }
      case "CreateDeployment" -> answer.put("deploymentId", create(request));
      case "GetDeployment" -> {
        String id = request.path("deploymentId").asText("");
        answer.set("deploymentInfo", DeploymentJson.info(id, deployments.get(id)));
      }
      case "BatchGetDeployments" -> {
        ArrayNode all = answer.putArray("deploymentsInfo");
        for (JsonNode id : request.path("deploymentIds")) {
          all.add(DeploymentJson.info(id.asText(), deployments.get(id.asText())));
        }
      }
      case "ListDeployments" -> list(request, answer);
      case "ListDeploymentTargets" -> {
        LambdaDeployment one = deployments.get(request.path("deploymentId").asText(""));
        answer.putArray("targetIds").add(one.spec().function());
      }
      case "GetDeploymentTarget" -> {
        String id = request.path("deploymentId").asText("");
        answer.set("deploymentTarget", DeploymentJson.target(id, deployments.get(id)));
      }
      case "PutLifecycleEventHookExecutionStatus" -> hook(request, answer);
      case "StopDeployment" -> {
        deployments.get(request.path("deploymentId").asText("")).stop();
        answer.put("status", "Pending").put("statusMessage", "the traffic goes back");
      }
      default ->
          throw new CodeDeployException(
              "UnknownOperationException",
              "the local cloud has no CodeDeploy operation " + operation);
    }
    return answer;
  }

  private static void lambdaOnly(String platform) {
    if (!platform.equals("Lambda")) {
      throw new CodeDeployException(
          "InvalidComputePlatformException",
          "computePlatform "
              + platform
              + " is not supported by the local cloud; supported is Lambda");
    }
  }

  private static DeploymentGroup group(String application, JsonNode request) {
    ObjectNode settings = request.deepCopy();
    DeploymentGroup group =
        new DeploymentGroup(application, request.path(GROUP).asText(""), settings);
    var _ = TrafficShift.of(group.config());
    return group;
  }

  private DeploymentGroup existing(JsonNode request, String member) {
    return deployments.group(
        request.path("applicationName").asText(""), request.path(member).asText(""));
  }

  private static ObjectNode shown(DeploymentGroup group) {
    ObjectNode shown = group.settings().deepCopy();
    shown
        .put("applicationName", group.application())
        .put(GROUP, group.name())
        .put("deploymentConfigName", group.config())
        .put("computePlatform", "Lambda");
    return shown.without("tags");
  }

  private String create(JsonNode request) {
    DeploymentGroup group = existing(request, GROUP);
    JsonNode revision = request.path("revision");
    String content =
        revision
            .path("appSpecContent")
            .path("content")
            .asText(revision.path("string").path("content").asText(""));
    TrafficShift shift =
        TrafficShift.of(request.path("deploymentConfigName").asText(group.config()));
    LambdaDeployment deployment =
        new LambdaDeployment(group, AppSpec.of(content), shift, aliases, grants, config, clock);
    String id = deployments.add(deployment);
    threads.execute(() -> deployment.run(id));
    return id;
  }

  private void list(JsonNode request, ObjectNode answer) {
    String application = request.path("applicationName").asText("");
    String group = request.path(GROUP).asText("");
    Set<String> statuses = new HashSet<>();
    request.path("includeOnlyStatuses").forEach(one -> statuses.add(one.asText()));
    ArrayNode ids = answer.putArray("deployments");
    deployments
        .latestFirst()
        .forEach(
            (id, one) -> {
              boolean wanted =
                  (application.isEmpty() || one.group().application().equals(application))
                      && (group.isEmpty() || one.group().name().equals(group))
                      && (statuses.isEmpty() || statuses.contains(one.progress().status()));
              if (wanted) {
                ids.add(id);
              }
            });
  }

  private void hook(JsonNode request, ObjectNode answer) {
    String execution = request.path("lifecycleEventHookExecutionId").asText("");
    String status = request.path("status").asText("");
    if (!Set.of("Succeeded", "Failed").contains(status)) {
      throw new CodeDeployException(
          "InvalidLifecycleEventHookExecutionStatusException",
          "status is '" + status + "', allowed are Succeeded and Failed");
    }
    LambdaDeployment deployment = deployments.get(request.path("deploymentId").asText(""));
    if (!deployment.answered(execution, status)) {
      throw new CodeDeployException(
          "InvalidLifecycleEventHookExecutionIdException",
          "no hook waits with the id '" + execution + "'; it has answered, or its time is over");
    }
    answer.put("lifecycleEventHookExecutionId", execution);
  }

  /** Stops every deployment where it is. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
