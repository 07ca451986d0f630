// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;

/** Bodies as trees. */
final class Documents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

  private Documents() {}

  /** An empty object for what is no object: the service says what is wrong with it. */
  static JsonNode read(String contentType, byte[] body) {
    try {
      JsonNode read = (contentType.contains("cbor") ? CBOR : JSON).readTree(body);
      return read.isObject() ? read : JsonNodeFactory.instance.objectNode();
    } catch (IOException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
