// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * AWS::Lambda::Version: never changed, another one takes its place. [CloudFormation Template
 * Reference, AWS::Lambda::Version]
 */
final class VersionHandler implements ResourceHandler {
  private static final String PATH = "/2015-03-31/functions/";
  private static final String FUNCTION = "FunctionName";
  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of("CodeSha256", "Description", FUNCTION),
          Set.of("ProvisionedConcurrencyConfig", "RuntimePolicy"));

  private final ServiceCalls services;

  VersionHandler(ServiceCalls services) {
    this.services = services;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String function = request.properties().path(FUNCTION).asText();
    if (request.adopt() && request.standing().isPresent()) {
      String version = request.standing().get().replaceFirst("^.*:", "");
      var standing =
          services.lambda("GET", PATH + function + "/configuration?Qualifier=" + version, NOTHING);
      if (standing.ok()) {
        return provisioned(standing.body());
      }
    }
    Set<String> before = Set.copyOf(versions(function));
    ObjectNode body = request.properties().deepCopy();
    body.remove(List.of(FUNCTION, "ProvisionedConcurrencyConfig", "RuntimePolicy"));
    JsonNode published = services.lambda("POST", PATH + function + "/versions", body).orFail();
    String version = published.path("Version").asText();
    if (before.contains(version)) {
      throw new ProvisioningException(
          "A version for this Lambda function exists ( "
              + version
              + " ). Modify the function to create a new version.");
    }
    return provisioned(published);
  }

  private List<String> versions(String function) throws IOException {
    return services
        .lambda("GET", PATH + function + "/versions", NOTHING)
        .orFail()
        .path("Versions")
        .valueStream()
        .map(version -> version.path("Version").asText())
        .toList();
  }

  private static Provisioned provisioned(JsonNode configuration) {
    String version = configuration.path("Version").asText();
    String function = configuration.path(FUNCTION).asText();
    String arn = Arns.regional("lambda", "function:" + function + ":" + version);
    return new Provisioned(arn, Map.of("Version", version, "FunctionArn", arn));
  }

  @Override
  public boolean updates() {
    return true;
  }

  @Override
  public boolean replaces(ObjectNode before, ObjectNode after) {
    return true;
  }

  @Override
  public void delete(String physicalId) throws IOException {
    int colon = physicalId.lastIndexOf(':');
    String function = physicalId.substring(0, colon).replaceFirst("^.*:", "");
    String version = physicalId.substring(colon + 1);
    var answer = services.lambda("DELETE", PATH + function + "?Qualifier=" + version, NOTHING);
    if (answer.status() != 404) {
      answer.orFail();
    }
  }
}
