// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.access.RequestSigner;
import io.millrace.local.gateway.Upstream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Lambda through the gateway, where its requests are metered as anybody's. */
final class LambdaAliases implements Aliases {
  private static final String FUNCTIONS = "/2015-03-31/functions/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;

  private final Upstream gateway;
  private final RequestSigner signer;

  LambdaAliases(Upstream gateway, RequestSigner signer) {
    this.gateway = gateway;
    this.signer = signer;
  }

  @Override
  public String version(String function, String alias) throws IOException {
    return call("GET", alias(function, alias), "", Map.of()).path("FunctionVersion").asText("");
  }

  @Override
  public void point(String function, String alias, String version, String other, double weight)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("FunctionVersion", version);
    ObjectNode weights = body.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
    if (weight > 0) {
      weights.put(other, weight);
    }
    var _ = call("PUT", alias(function, alias), body.toString(), Map.of());
  }

  @Override
  public void tell(String function, String event) throws IOException {
    Map<String, String> later = Map.of("x-amz-invocation-type", "Event");
    var _ = call("POST", FUNCTIONS + encode(function) + "/invocations", event, later);
  }

  private static String alias(String function, String alias) {
    return FUNCTIONS + encode(function) + "/aliases/" + encode(alias);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode call(String method, String path, String body, Map<String, String> more)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>(more);
    headers.put("content-type", "application/json");
    headers.putAll(signer.sign("lambda", method, path, bytes));
    var response = gateway.call(method, path, headers, bytes);
    String text = new String(response.body(), StandardCharsets.UTF_8);
    boolean absent = method.equals("GET") && response.statusCode() == NOT_FOUND;
    if (response.statusCode() / 100 != 2 && !absent) {
      throw new IOException(
          method + " " + path + " is answered " + response.statusCode() + ": " + text);
    }
    return text.isEmpty() || absent ? JsonNodeFactory.instance.objectNode() : JSON.readTree(text);
  }
}
