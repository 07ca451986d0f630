// SPDX-License-Identifier: Apache-2.0
package io.millrace.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * security.md says what each role of the template may do; {@code -Dpermissions.update=true} writes
 * it anew.
 */
final class SecurityPageTest {

  /** What every ARN of an own resource begins with; the service tells them apart. */
  private static final Pattern OF_THE_REGION =
      Pattern.compile(
          "^arn:\\$\\{AWS::Partition}:(\\w+):\\$\\{AWS::Region}:\\$\\{AWS::AccountId}:");

  @Test
  void tables_areTheRolesOfTheTemplate() throws IOException {
    JsonNode resources = Checkout.template().get("Resources");
    Map<String, String> users = users(resources);
    StringBuilder page = new StringBuilder();
    resources
        .properties()
        .forEach(
            resource -> {
              if (type(resource.getValue()).equals("AWS::IAM::Role")) {
                String role = resource.getKey();
                page.append("### ").append(users.getOrDefault(role, role)).append("\n\n");
                page.append("Role `").append(role).append("`.\n\n");
                page.append(Checkout.row("What for", "Actions", "On"));
                page.append("|---|---|---|\n");
                statements(resources, role).forEach(one -> page.append(row(one)));
                page.append('\n');
              }
            });
    Checkout.hold(
        "docs/security.md", SecurityPageTest.class, "permissions", page.toString().stripTrailing());
  }

  /** Role to the function that has it. */
  private static Map<String, String> users(JsonNode resources) {
    Map<String, String> users = new TreeMap<>();
    for (JsonNode resource : resources) {
      if (type(resource).equals("AWS::Lambda::Function")) {
        String role = resource.at("/Properties/Role/Fn::GetAtt/0").asText();
        String name = resource.at("/Properties/FunctionName/Fn::Sub").asText();
        users.put(role, "Function " + name.replace("${AWS::StackName}-", ""));
      }
    }
    return users;
  }

  private static List<JsonNode> statements(JsonNode resources, String role) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode policy : resources.get(role).at("/Properties/Policies")) {
      policy.at("/PolicyDocument/Statement").forEach(all::add);
    }
    for (JsonNode resource : resources) {
      boolean policy = type(resource).equals("AWS::IAM::Policy");
      if (policy && resource.at("/Properties/Roles").toString().contains("\"" + role + "\"")) {
        resource.at("/Properties/PolicyDocument/Statement").forEach(all::add);
      }
    }
    return all;
  }

  private static String row(JsonNode statement) {
    String condition =
        statement.has("Condition") ? ", if " + plain(statement.get("Condition")) : "";
    String effect = statement.path("Effect").asText().equals("Deny") ? "DENY " : "";
    return Checkout.row(
        statement.path("Sid").asText(),
        effect + list(statement.get("Action")),
        list(statement.get("Resource")) + condition);
  }

  private static String list(JsonNode one) {
    return one.isArray()
        ? StreamSupport.stream(one.spliterator(), false)
            .map(each -> "`" + plain(each) + "`")
            .collect(Collectors.joining(", "))
        : "`" + plain(one) + "`";
  }

  /** A value as a person reads it: resources by their logical ids. */
  private static String plain(JsonNode value) {
    if (value.has("Fn::GetAtt")) {
      JsonNode path = value.get("Fn::GetAtt");
      String attribute = path.get(1).asText();
      return path.get(0).asText() + (attribute.equals("Arn") ? "" : "." + attribute);
    }
    if (value.has("Fn::Join")) {
      return StreamSupport.stream(value.at("/Fn::Join/1").spliterator(), false)
          .map(SecurityPageTest::plain)
          .collect(Collectors.joining(value.at("/Fn::Join/0").asText()));
    }
    if (value.has("Fn::Sub")) {
      return OF_THE_REGION.matcher(value.get("Fn::Sub").asText()).replaceFirst("$1 ");
    }
    if (value.has("Ref")) {
      return value.get("Ref").asText();
    }
    return value.isTextual() ? value.asText() : value.toString();
  }

  private static String type(JsonNode resource) {
    return resource.path("Type").asText();
  }
}
