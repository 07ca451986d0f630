// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;

/** JSON documents of the API: requests, and what is kept. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The body of a request; an empty one is an empty object. */
  static ObjectNode request(byte[] body) {
    if (body.length == 0) {
      return object();
    }
    try {
      if (MAPPER.readTree(new String(body, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw LambdaError.badRequest(
          "Could not parse request body into json: " + e.getOriginalMessage());
    }
    throw LambdaError.badRequest("Could not parse request body into json: an object is expected");
  }

  /** A payload as JSON; what is none stands as a text. */
  static JsonNode value(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node.isMissingNode() ? NullNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  static boolean valid(String text) {
    try {
      MAPPER.readTree(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Refuses by name what is set and not known. */
  static void refuseUnknown(ObjectNode request, Set<String> supported, String what) {
    for (var property : request.properties()) {
      JsonNode value = property.getValue();
      boolean set = !value.isNull() && !(value.isContainerNode() && value.isEmpty());
      if (set && !supported.contains(property.getKey())) {
        throw LambdaError.invalid(
            property.getKey()
                + " of "
                + what
                + " is not supported by the local cloud; supported are "
                + String.join(", ", new TreeSet<>(supported)));
      }
    }
  }

  static int integer(JsonNode node, String name, int minimum, int maximum) {
    if (!node.isIntegralNumber()) {
      throw LambdaError.badRequest(
          name + " is " + node + ", allowed is a whole number from " + minimum + " to " + maximum);
    }
    if (node.asLong() < minimum || node.asLong() > maximum) {
      throw LambdaError.outOfRange(name, node.asText(), minimum, maximum);
    }
    return node.intValue();
  }

  static ObjectNode read(Path file) {
    try {
      if (MAPPER.readTree(file.toFile()) instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalStateException(file + " holds no JSON object");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static void write(Path file, ObjectNode json) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(fresh.toAbsolutePath().getParent());
      Files.writeString(fresh, json.toPrettyString());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
