// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the expressions of a template refer to. */
final class References {
  /**
   * A name in Fn::Sub, {@code ${Name}} or {@code ${Name.Attribute}}; {@code ${!Literal}} is none.
   */
  static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([^!}][^}]*)}");

  private References() {}

  /** All names referred to: of parameters, resources and pseudo parameters. */
  static Set<String> in(JsonNode node) {
    Set<String> names = new LinkedHashSet<>();
    collect(node, names);
    return names;
  }

  /** Refuses names that nothing has, and resources that wait for each other. */
  static void check(Template template) {
    Set<String> unknown = new TreeSet<>();
    template
        .resources()
        .values()
        .forEach(
            resource -> {
              addUnknown(in(resource.properties()), template, unknown);
              addUnknown(in(resource.updatePolicy()), template, unknown);
            });
    template
        .resources()
        .values()
        .forEach(resource -> addUnknown(resource.dependencies(), template, unknown));
    template.outputs().values().forEach(output -> addUnknown(in(output), template, unknown));
    if (!unknown.isEmpty()) {
      throw CloudFormationException.invalid(
          "Template format error: Unresolved resource dependencies "
              + unknown
              + " in the Resources block of the template");
    }
    Set<String> done = new HashSet<>();
    for (String name : template.resources().keySet()) {
      visit(name, template, new LinkedHashSet<>(), done);
    }
  }

  private static void addUnknown(Set<String> names, Template template, Set<String> unknown) {
    for (String name : names) {
      if (!name.startsWith("AWS::")
          && !template.parameters().containsKey(name)
          && !template.resources().containsKey(name)) {
        unknown.add(name);
      }
    }
  }

  private static void visit(String name, Template template, Set<String> path, Set<String> done) {
    if (done.contains(name)) {
      return;
    }
    if (!path.add(name)) {
      throw CloudFormationException.invalid("Circular dependency between resources: " + path);
    }
    for (String dependency : template.resource(name).dependencies()) {
      visit(dependency, template, path, done);
    }
    path.remove(name);
    done.add(name);
  }

  private static void collect(JsonNode node, Set<String> names) {
    if (node.isObject() && node.size() == 1) {
      Map.Entry<String, JsonNode> only = node.properties().iterator().next();
      JsonNode value = only.getValue();
      switch (only.getKey()) {
        case "Ref" -> {
          names.add(value.asText());
          return;
        }
        case "Fn::GetAtt" -> {
          names.add(attribute(value)[0]);
          return;
        }
        case "Fn::Sub" -> {
          substituted(value, names);
          return;
        }
        default -> {} // another function, or a plain object: what is in it counts
      }
    }
    node.forEach(child -> collect(child, names));
  }

  /** Logical id and attribute of a Fn::GetAtt, which is a list or a text with a dot. */
  static String[] attribute(JsonNode value) {
    if (value.isArray() && value.size() == 2 && value.get(1).isTextual()) {
      return new String[] {value.get(0).asText(), value.get(1).asText()};
    }
    String text = value.asText();
    int dot = text.indexOf('.');
    if (!value.isTextual() || dot < 0) {
      throw CloudFormationException.invalid(
          "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the"
              + " resource attribute");
    }
    return new String[] {text.substring(0, dot), text.substring(dot + 1)};
  }

  private static void substituted(JsonNode value, Set<String> names) {
    String text = value.isArray() ? value.path(0).asText() : value.asText();
    JsonNode own = value.isArray() ? value.path(1) : value.path("none");
    Matcher matcher = SUBSTITUTED.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!own.has(name)) {
        int dot = name.indexOf('.');
        names.add(dot < 0 ? name : name.substring(0, dot));
      }
    }
    own.forEach(child -> collect(child, names));
  }
}
