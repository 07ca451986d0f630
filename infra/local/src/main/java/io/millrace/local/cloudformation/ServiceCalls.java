// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.access.RequestSigner;
import io.millrace.local.gateway.Upstream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Calls the other services through the gateway, in their wire formats: most properties of a
 * template are members of the API's requests by the same name, so plain JSON says it shortest; and
 * no SDK client has to be loaded before the first resource.
 */
final class ServiceCalls {
  private final Upstream gateway;
  private final RequestSigner signer;
  private final ObjectMapper json = new ObjectMapper();

  ServiceCalls(Upstream gateway, RequestSigner signer) {
    this.gateway = gateway;
    this.signer = signer;
  }

  /**
   * An answer, read.
   *
   * @param error the exception's name, empty for a success
   * @param body the JSON, or an empty object when it is none
   */
  record Answer(int status, String error, JsonNode body, String text) {
    boolean ok() {
      return status / 100 == 2;
    }

    /**
     * @throws ProvisioningException when the service refused
     */
    JsonNode orFail() {
      if (!ok()) {
        String message = body.path("message").asText(body.path("Message").asText(text));
        throw new ProvisioningException(error + ": " + message + " (Status Code: " + status + ")");
      }
      return body;
    }
  }

  /** An operation of a service that names it in X-Amz-Target. */
  Answer target(String scope, String target, JsonNode request) throws IOException {
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/x-amz-json-1.0");
    headers.put("x-amz-target", target);
    return call(scope, "POST", "/", headers, json.writeValueAsBytes(request));
  }

  /** An operation of Lambda. */
  Answer lambda(String method, String path, JsonNode request) throws IOException {
    byte[] body =
        Set.of("POST", "PUT").contains(method) ? json.writeValueAsBytes(request) : new byte[0];
    return call("lambda", method, path, Map.of("content-type", "application/json"), body);
  }

  /** An operation of S3. */
  Answer s3(String method, String path, String body) throws IOException {
    return call("s3", method, path, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer call(
      String scope, String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(signer.sign(scope, method, path, body));
    return read(gateway.call(method, path, all, body));
  }

  private Answer read(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    JsonNode body = JsonNodeFactory.instance.objectNode();
    try {
      JsonNode parsed = json.readTree(response.body());
      if (parsed.isObject()) {
        body = parsed;
      }
    } catch (IOException e) {
      // S3 answers in XML, which goes into a message as it is
    }
    String error =
        response.statusCode() / 100 == 2
            ? ""
            : body.path("__type")
                .asText(
                    response.headers().firstValue("x-amzn-errortype").orElse("ServiceException"));
    return new Answer(
        response.statusCode(), error.substring(error.lastIndexOf('#') + 1), body, text);
  }
}
