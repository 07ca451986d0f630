// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.millrace.local.http.HttpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An error that the gateway answers in a service's stead, in the service's own shape.
 *
 * @param code as the service names it
 * @param queryCode as its older query protocol names it; SQS says that one too
 */
public record ServiceError(int status, String code, String queryCode, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The header of services whose requests are CBOR on a path of their own. */
  private static final String SMITHY = "smithy-protocol";

  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

  /** How an error is written down. */
  public enum Shape {
    /** S3: an Error element. */
    S3_XML,
    /** Lambda: the code in a header. */
    REST_JSON,
    /** Services that name their operation in X-Amz-Target: the code in {@code __type}. */
    JSON,
    /** Services that name it in a form: an ErrorResponse element. */
    QUERY_XML;

    /** The shape that suits a request. */
    public static Shape of(Service service, Call call) {
      return switch (service) {
        case S3 -> S3_XML;
        case LAMBDA, MILLRACE -> REST_JSON;
        default ->
            call.header("X-Amz-Target").or(() -> call.header(SMITHY)).isPresent()
                ? JSON
                : QUERY_XML;
      };
    }
  }

  public HttpReply reply(Service service, Call call) {
    String requestId = UUID.randomUUID().toString();
    return switch (Shape.of(service, call)) {
      case S3_XML -> {
        String xml = "<Error>" + members() + "<RequestId>" + requestId + "</RequestId></Error>";
        yield new HttpReply(
            status,
            Map.of("content-type", "application/xml", "x-amz-request-id", requestId),
            xml(xml));
      }
      case REST_JSON -> {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("Type", side()).put("message", message);
        yield new HttpReply(
            status,
            Map.of("content-type", "application/json", "x-amzn-errortype", code),
            write(JSON, body));
      }
      case JSON -> json(service, call, requestId);
      case QUERY_XML ->
          new HttpReply(
              status,
              Map.of("content-type", "text/xml"),
              xml(
                  "<ErrorResponse><Error><Type>"
                      + side()
                      + "</Type>"
                      + members()
                      + "</Error><RequestId>"
                      + requestId
                      + "</RequestId></ErrorResponse>"));
    };
  }

  private HttpReply json(Service service, Call call, String requestId) {
    String contentType = call.header("Content-Type").orElse("application/x-amz-json-1.0");
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", contentType);
    headers.put("x-amzn-requestid", requestId);
    call.header(SMITHY).ifPresent(protocol -> headers.put(SMITHY, protocol));
    if (service == Service.SQS) {
      headers.put("x-amzn-query-error", queryCode + ";" + side());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("__type", "com.amazon.coral.service#" + code).put("message", message);
    return new HttpReply(status, headers, write(contentType.contains("cbor") ? CBOR : JSON, body));
  }

  private String side() {
    return status >= 500 ? "Receiver" : "Sender";
  }

  private String members() {
    String text = message.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<Code>" + queryCode + "</Code><Message>" + text + "</Message>";
  }

  private static byte[] xml(String element) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] write(ObjectMapper mapper, ObjectNode body) {
    try {
      return mapper.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }
}
