// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An error as the service's API gives it. */
final class LambdaError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String text;

  private LambdaError(int status, String type, String text) {
    super(text);
    this.status = status;
    this.type = type;
    this.text = text;
  }

  static LambdaError notFound(String text) {
    return new LambdaError(404, "ResourceNotFoundException", text);
  }

  static LambdaError functionNotFound(String name) {
    return notFound("Function not found: " + LambdaConfig.functionArn(name));
  }

  static LambdaError invalid(String text) {
    return new LambdaError(400, "InvalidParameterValueException", text);
  }

  /** A member of the request outside its range, in the words of the service; the last are ours. */
  static LambdaError outOfRange(String name, String value, int minimum, int maximum) {
    boolean low = value.startsWith("-") || value.length() < 10 && Integer.parseInt(value) < minimum;
    return new LambdaError(
        400,
        "ValidationException",
        "1 validation error detected: Value '"
            + value
            + "' at '"
            + Character.toLowerCase(name.charAt(0))
            + name.substring(1)
            + "' failed to satisfy constraint: Member must have value "
            + (low ? "greater than or equal to " + minimum : "less than or equal to " + maximum)
            + " ("
            + name
            + " takes "
            + minimum
            + " to "
            + maximum
            + ")");
  }

  static LambdaError badRequest(String text) {
    return new LambdaError(400, "InvalidRequestContentException", text);
  }

  static LambdaError conflict(String text) {
    return new LambdaError(409, "ResourceConflictException", text);
  }

  /** The words of the service for a revision that is not the current one. */
  static LambdaError outdated() {
    return new LambdaError(
        412,
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias"
            + " API to retrieve the latest Revision Id");
  }

  static LambdaError inUse(String text) {
    return new LambdaError(400, "ResourceInUseException", text);
  }

  static LambdaError tooManyRequests(String text) {
    return new LambdaError(429, "TooManyRequestsException", text);
  }

  /** An event over the limit, in the words of the service for either way to send it. */
  static LambdaError tooLarge(int bytes, int limit, boolean synchronous) {
    return new LambdaError(
        413,
        "RequestTooLargeException",
        synchronous
            ? "Request must be smaller than " + limit + " bytes for the InvokeFunction operation"
            : bytes
                + " byte payload is too large for the Event invocation type (limit "
                + limit
                + " bytes)");
  }

  static LambdaError unknownOperation(String method, String path) {
    return new LambdaError(
        404,
        "UnknownOperationException",
        "the local cloud has no Lambda operation " + method + " " + path);
  }

  static LambdaError internal(String text) {
    return new LambdaError(500, "ServiceException", text);
  }

  HttpReply reply() {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("Type", status >= 500 ? "Service" : "User")
            .put("Message", text)
            .toString();
    return new HttpReply(
        status,
        Map.of("content-type", "application/json", "x-amzn-errortype", type),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
