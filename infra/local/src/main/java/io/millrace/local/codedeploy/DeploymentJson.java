// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A deployment as the API shows it. [API_DeploymentInfo, API_LambdaTarget] */
final class DeploymentJson {
  private static final double MILLIS = 1e3;

  private DeploymentJson() {}

  static ObjectNode info(String id, LambdaDeployment deployment) {
    Progress progress = deployment.progress();
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("applicationName", deployment.group().application())
        .put("deploymentGroupName", deployment.group().name())
        .put("deploymentConfigName", deployment.shift().name())
        .put("deploymentId", id)
        .put("status", progress.status())
        .put("createTime", progress.startedAt() / MILLIS)
        .put("startTime", progress.startedAt() / MILLIS)
        .put("computePlatform", "Lambda");
    if (progress.endedAt() > 0) {
      info.put("completeTime", progress.endedAt() / MILLIS);
    }
    if (!progress.code().isEmpty()) {
      info.putObject("errorInformation")
          .put("code", progress.code())
          .put("message", progress.message());
    }
    String content = deployment.spec().content();
    info.putObject("revision")
        .put("revisionType", "AppSpecContent")
        .putObject("appSpecContent")
        .put("content", content)
        .put("sha256", sha256(content));
    info.putObject("deploymentStyle")
        .put("deploymentType", "BLUE_GREEN")
        .put("deploymentOption", "WITH_TRAFFIC_CONTROL");
    return info;
  }

  static ObjectNode target(String id, LambdaDeployment deployment) {
    AppSpec spec = deployment.spec();
    ObjectNode target =
        JsonNodeFactory.instance.objectNode().put("deploymentTargetType", "LambdaTarget");
    ObjectNode lambda = target.putObject("lambdaTarget");
    lambda
        .put("deploymentId", id)
        .put("targetId", spec.function())
        .put("status", deployment.progress().status());
    ArrayNode events = lambda.putArray("lifecycleEvents");
    for (LifecycleEvent event : deployment.events()) {
      ObjectNode one = events.addObject();
      one.put("lifecycleEventName", event.name())
          .put("status", event.status())
          .put("startTime", event.startedAt() / MILLIS);
      if (event.endedAt() > 0) {
        one.put("endTime", event.endedAt() / MILLIS);
      }
    }
    lambda
        .putObject("lambdaFunctionInfo")
        .put("functionName", spec.function())
        .put("functionAlias", spec.alias())
        .put("currentVersion", spec.current())
        .put("targetVersion", spec.target());
    return target;
  }

  private static String sha256(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
