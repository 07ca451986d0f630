// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.LocalCloudConfig;

/**
 * A deployment group.
 *
 * @param settings in the API's own form
 */
record DeploymentGroup(String application, String name, ObjectNode settings) {

  String arn() {
    return "arn:aws:codedeploy:"
        + LocalCloudConfig.REGION
        + ":"
        + LocalCloudConfig.ACCOUNT
        + ":deploymentgroup:"
        + application
        + "/"
        + name;
  }

  String config() {
    return settings.path("deploymentConfigName").asText(TrafficShift.ALL_AT_ONCE);
  }

  /** What CodeDeploy may do. */
  String role() {
    return settings.path("serviceRoleArn").asText("");
  }
}
