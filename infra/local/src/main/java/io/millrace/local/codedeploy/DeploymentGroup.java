// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.LocalCloudConfig;
import java.util.Set;
import java.util.TreeSet;

/**
 * A deployment group.
 *
 * @param settings in the API's own form
 */
record DeploymentGroup(String application, String name, ObjectNode settings) {

  String arn() {
    return arn("codedeploy", "deploymentgroup:" + application + "/" + name);
  }

  /** Of a function by its name, or by its ARN. */
  String functionArn(String function) {
    return function.startsWith("arn:") ? function : arn("lambda", "function:" + function);
  }

  private static String arn(String service, String resource) {
    return String.join(
        ":", "arn:aws", service, LocalCloudConfig.REGION, LocalCloudConfig.ACCOUNT, resource);
  }

  String config() {
    return settings.path("deploymentConfigName").asText(TrafficShift.ALL_AT_ONCE);
  }

  /** The alarms that stop a deployment. */
  Set<String> alarms() {
    Set<String> names = new TreeSet<>();
    JsonNode alarms = settings.path("alarmConfiguration");
    if (alarms.path("enabled").asBoolean()) {
      alarms.path("alarms").forEach(one -> names.add(one.path("name").asText()));
    }
    return names;
  }

  /** What CodeDeploy may do. */
  String role() {
    return settings.path("serviceRoleArn").asText("");
  }
}
