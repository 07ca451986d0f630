// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** A report whose every text, names of stages and queues among them, carries another at its end. */
final class Hostile {

  private Hostile() {}

  static LoadReport everywhere(LoadReport report, String text) {
    JsonNode tree = new ObjectMapper().valueToTree(report);
    return ReportFile.read(
        "hostile.json", with(tree, text).toString().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode with(JsonNode node, String text) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(node.asText() + text);
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(one -> array.add(with(one, text)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.properties()
        .forEach(
            field -> {
              boolean name = field.getKey().contains("-") || isNameOfStageOrPlace(field.getKey());
              object.set(
                  name ? field.getKey() + text : field.getKey(), with(field.getValue(), text));
            });
    return object;
  }

  private static boolean isNameOfStageOrPlace(String key) {
    return java.util.Set.of("upload", "enrich", "resize", "aggregate", "publish", "aggregates")
        .contains(key);
  }
}
