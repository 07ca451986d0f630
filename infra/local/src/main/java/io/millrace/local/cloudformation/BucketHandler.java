// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.LocalCloudConfig;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** AWS::S3::Bucket. */
final class BucketHandler implements ResourceHandler {
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of(
              "BucketName",
              "NotificationConfiguration.QueueConfigurations.Event",
              "NotificationConfiguration.QueueConfigurations.Filter.S3Key.Rules.Name",
              "NotificationConfiguration.QueueConfigurations.Filter.S3Key.Rules.Value",
              "NotificationConfiguration.QueueConfigurations.Queue"),
          Set.of(
              "BucketEncryption",
              "CorsConfiguration",
              "LifecycleConfiguration",
              "OwnershipControls",
              "PublicAccessBlockConfiguration",
              "Tags",
              "VersioningConfiguration"));

  private final ServiceCalls services;

  BucketHandler(ServiceCalls services) {
    this.services = services;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String name = request.name("BucketName").toLowerCase(Locale.ROOT);
    boolean exists = services.s3("HEAD", "/" + name, "").ok();
    if (exists && !request.adopt()) {
      throw new ProvisioningException(name + " already exists");
    }
    if (!exists) {
      services.s3("PUT", "/" + name, "").orFail();
      JsonNode queues =
          request.properties().path("NotificationConfiguration").path("QueueConfigurations");
      if (!queues.isEmpty()) {
        services.s3("PUT", "/" + name + "?notification", notifications(queues)).orFail();
      }
    }
    return new Provisioned(
        name,
        Map.of(
            "Arn", "arn:aws:s3:::" + name,
            "DomainName", name + ".s3.amazonaws.com",
            "RegionalDomainName", name + ".s3." + LocalCloudConfig.REGION + ".amazonaws.com"));
  }

  @Override
  public void delete(String physicalId) throws IOException {
    var answer = services.s3("DELETE", "/" + physicalId, "");
    if (answer.status() != 404) {
      answer.orFail();
    }
  }

  private static String notifications(JsonNode queues) {
    StringBuilder xml = new StringBuilder("<NotificationConfiguration>");
    for (JsonNode queue : queues) {
      xml.append("<QueueConfiguration><Queue>")
          .append(QueryXml.escape(queue.path("Queue").asText()));
      xml.append("</Queue><Event>").append(QueryXml.escape(queue.path("Event").asText()));
      xml.append("</Event><Filter><S3Key>");
      for (JsonNode rule : queue.path("Filter").path("S3Key").path("Rules")) {
        xml.append("<FilterRule><Name>").append(QueryXml.escape(rule.path("Name").asText()));
        xml.append("</Name><Value>").append(QueryXml.escape(rule.path("Value").asText()));
        xml.append("</Value></FilterRule>");
      }
      xml.append("</S3Key></Filter></QueueConfiguration>");
    }
    return xml.append("</NotificationConfiguration>").toString();
  }
}
