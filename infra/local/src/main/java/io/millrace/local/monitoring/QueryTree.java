// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.millrace.local.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The query protocol: forms whose names are paths ({@code A.member.1.B}) as trees, and trees as
 * XML.
 */
final class QueryTree {
  private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";

  /** Members whose own members are entries of a map. */
  private static final Set<String> MAPS = Set.of("ExtendedStatistics");

  private QueryTree() {}

  static ObjectNode of(Map<String, String> form) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(form)
        .forEach(
            (path, value) -> {
              ObjectNode at = tree;
              String[] steps = path.split("\\.", -1);
              for (int i = 0; i < steps.length - 1; i++) {
                at = at.withObjectProperty(steps[i]);
              }
              at.put(steps[steps.length - 1], value);
            });
    return (ObjectNode) lists(tree);
  }

  private static JsonNode lists(JsonNode node) {
    if (!node.isObject()) {
      return node;
    }
    if (node.path("member").isObject()) {
      Map<Integer, JsonNode> members = new TreeMap<>();
      node.path("member")
          .properties()
          .forEach(one -> members.put(number(one.getKey()), lists(one.getValue())));
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      members.values().forEach(list::add);
      return list;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(one -> result.set(one.getKey(), lists(one.getValue())));
    return result;
  }

  private static int number(String index) {
    try {
      return Integer.parseInt(index);
    } catch (NumberFormatException e) {
      throw new MonitoringException("MalformedQueryString", 400, "no index of a list: " + index);
    }
  }

  static HttpReply reply(String operation, ObjectNode answer) {
    StringBuilder xml = new StringBuilder("<").append(operation).append("Response xmlns=\"");
    xml.append(NAMESPACE).append("\"><").append(operation).append("Result>");
    members(xml, answer);
    xml.append("</").append(operation).append("Result><ResponseMetadata><RequestId>");
    xml.append(UUID.randomUUID()).append("</RequestId></ResponseMetadata></");
    return xml(200, xml.append(operation).append("Response>"));
  }

  static HttpReply error(int status, String code, String message) {
    StringBuilder xml = new StringBuilder("<ErrorResponse xmlns=\"").append(NAMESPACE);
    xml.append("\"><Error><Type>Sender</Type><Code>").append(code).append("</Code><Message>");
    xml.append(escape(message)).append("</Message></Error><RequestId>").append(UUID.randomUUID());
    return xml(status, xml.append("</RequestId></ErrorResponse>"));
  }

  private static void members(StringBuilder xml, JsonNode object) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (member.getValue().isNull()) {
        continue;
      }
      if (MAPS.contains(member.getKey())) {
        xml.append('<').append(member.getKey()).append('>');
        for (Map.Entry<String, JsonNode> entry : member.getValue().properties()) {
          xml.append("<entry>");
          element(xml, "key", JsonNodeFactory.instance.textNode(entry.getKey()));
          element(xml, "value", entry.getValue());
          xml.append("</entry>");
        }
        xml.append("</").append(member.getKey()).append('>');
      } else {
        element(xml, member.getKey(), member.getValue());
      }
    }
  }

  private static void element(StringBuilder xml, String name, JsonNode value) {
    xml.append('<').append(name).append('>');
    if (value.isArray()) {
      value.forEach(element -> element(xml, "member", element));
    } else if (value.isObject()) {
      members(xml, value);
    } else if (value instanceof POJONode time) {
      xml.append(time.getPojo());
    } else {
      xml.append(escape(value.asText()));
    }
    xml.append("</").append(name).append('>');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static HttpReply xml(int status, StringBuilder body) {
    return new HttpReply(
        status,
        Map.of("content-type", "text/xml"),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
