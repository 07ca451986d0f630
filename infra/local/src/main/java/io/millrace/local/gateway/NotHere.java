// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import io.millrace.local.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Answers for services that are not here, by name and in the shape of their own errors. [SNS,
 * Common Errors; API Gateway V2, error responses]
 */
final class NotHere {
  private static final int NOT_IMPLEMENTED = 501;
  private static final String SNS = "sns";
  private static final String SNS_VERSION = "2010-03-31";
  private static final String HTTP_APIS = "HTTP APIs (API Gateway) are";

  /** What a person calls them, by the service's name in credentials. */
  private static final Map<String, String> NAMES =
      Map.of(
          SNS,
          "SNS (topics and subscriptions) is",
          "apigateway",
          HTTP_APIS,
          "execute-api",
          HTTP_APIS);

  private NotHere() {}

  /**
   * The refusal.
   *
   * @param scope the service that the credentials are for
   * @param form the decoded query and form parameters
   */
  static HttpReply reply(Optional<String> scope, Map<String, String> form) {
    boolean topics = SNS_VERSION.equals(form.get("Version"));
    String service = scope.orElse(topics ? SNS : "this service");
    String name =
        NAMES.getOrDefault(service, "the service '" + service.replaceAll("[^\\w -]", "") + "' is");
    String message = name + " not supported by the local cloud";
    return form.containsKey("Action") || service.equals(SNS) ? xml(message) : json(message);
  }

  private static HttpReply xml(String message) {
    String xml =
        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/"
            + SNS_VERSION
            + "/\"><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>"
            + message
            + "</Message></Error><RequestId>none</RequestId></ErrorResponse>";
    return new HttpReply(
        NOT_IMPLEMENTED, Map.of("content-type", "text/xml"), xml.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpReply json(String message) {
    String type = "UnknownOperationException";
    return new HttpReply(
        NOT_IMPLEMENTED,
        Map.of("content-type", "application/json", "x-amzn-errortype", type),
        ("{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}")
            .getBytes(StandardCharsets.UTF_8));
  }
}
