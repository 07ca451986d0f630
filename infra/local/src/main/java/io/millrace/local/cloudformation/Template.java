// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A template, read and checked for what can be known without creating anything: its sections, and
 * that what it refers to is in it. In the template's order throughout.
 *
 * @param body the text it was read from
 */
record Template(
    String body,
    String description,
    Map<String, TemplateParameter> parameters,
    Map<String, JsonNode> rules,
    Map<String, JsonNode> conditions,
    Map<String, Resource> resources,
    Map<String, JsonNode> outputs) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Metadata",
          "Parameters",
          "Rules",
          "Conditions",
          "Resources",
          "Outputs");

  /**
   * @param condition the name of its Condition
   * @param dependencies logical ids it names in DependsOn or refers to
   * @param updatePolicy its UpdatePolicy; empty for none
   * @param retention what becomes of what is no part of the stack any more
   */
  record Resource(
      String type,
      ObjectNode properties,
      Optional<String> condition,
      Set<String> dependencies,
      ObjectNode updatePolicy,
      Retention retention) {}

  /**
   * What becomes of a resource that is no part of the stack any more. [CloudFormation User Guide,
   * aws-attribute-deletionpolicy, aws-attribute-updatereplacepolicy]
   *
   * @param deleted whether it stays when the stack, or it, is taken away
   * @param replaced whether it stays when another takes its place
   * @param rolledBack whether it stays when the operation that made it fails
   */
  record Retention(boolean deleted, boolean replaced, boolean rolledBack) {
    private static final String RETAIN = "Retain";

    static Retention of(JsonNode resource) {
      String deletion = resource.path("DeletionPolicy").asText("");
      return new Retention(
          deletion.startsWith(RETAIN),
          resource.path("UpdateReplacePolicy").asText("").equals(RETAIN),
          deletion.equals(RETAIN));
    }
  }

  /** Whether both say the same, however they are written. */
  boolean sameAs(Template other) {
    return conditions.equals(other.conditions)
        && parameters.equals(other.parameters)
        && rules.equals(other.rules)
        && resources.equals(other.resources)
        && outputs.equals(other.outputs);
  }

  Resource resource(String logicalId) {
    Resource resource = resources.get(logicalId);
    if (resource == null) {
      throw new IllegalArgumentException("the template has no resource " + logicalId);
    }
    return resource;
  }

  JsonNode output(String key) {
    return outputs.getOrDefault(key, MissingNode.getInstance());
  }

  static Template parse(String body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw CloudFormationException.invalid(
          "Template format error: the local CloudFormation reads JSON, and this is none: "
              + e.getOriginalMessage());
    }
    if (!root.path("Resources").isObject() || root.path("Resources").isEmpty()) {
      throw CloudFormationException.invalid(
          "Template format error: At least one Resources member must be defined.");
    }
    root.fieldNames()
        .forEachRemaining(
            section -> {
              if (!SECTIONS.contains(section)) {
                throw CloudFormationException.invalid(
                    "Template format error: the local CloudFormation has no section "
                        + section
                        + ".");
              }
            });
    Template template =
        new Template(
            body,
            root.path("Description").asText(""),
            parameters(root.path("Parameters")),
            nodes(root.path("Rules")),
            nodes(root.path("Conditions")),
            resources(root.path("Resources")),
            nodes(root.path("Outputs")));
    References.check(template);
    return template;
  }

  private static Map<String, TemplateParameter> parameters(JsonNode section) {
    Map<String, TemplateParameter> parameters = new LinkedHashMap<>();
    section
        .properties()
        .forEach(
            entry ->
                parameters.put(
                    entry.getKey(), TemplateParameter.of(entry.getKey(), entry.getValue())));
    return parameters;
  }

  private static Map<String, Resource> resources(JsonNode section) {
    Map<String, Resource> resources = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      JsonNode resource = entry.getValue();
      JsonNode properties = resource.path("Properties");
      Set<String> dependencies = new LinkedHashSet<>();
      JsonNode dependsOn = resource.path("DependsOn");
      if (dependsOn.isTextual()) {
        dependencies.add(dependsOn.asText());
      }
      dependsOn.forEach(name -> dependencies.add(name.asText()));
      JsonNode updatePolicy = resource.path("UpdatePolicy");
      for (JsonNode part : List.of(properties, updatePolicy)) {
        References.in(part).stream().filter(section::has).forEach(dependencies::add);
      }
      resources.put(
          entry.getKey(),
          new Resource(
              resource.path("Type").asText(""),
              objectOrEmpty(properties),
              Optional.ofNullable(resource.get("Condition")).map(JsonNode::asText),
              Set.copyOf(dependencies),
              objectOrEmpty(updatePolicy),
              Retention.of(resource)));
    }
    return resources;
  }

  private static ObjectNode objectOrEmpty(JsonNode node) {
    return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  private static Map<String, JsonNode> nodes(JsonNode section) {
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    section.properties().forEach(entry -> nodes.put(entry.getKey(), entry.getValue()));
    return nodes;
  }
}
