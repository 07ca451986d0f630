// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.local.access.AccessReport;
import io.millrace.local.fault.FaultRule;
import io.millrace.local.fault.Faults;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import io.millrace.local.meter.Meter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What can be asked of the gateway itself, and told to it, under {@code /_millrace/}: the meter,
 * the grants, the faults, the operations.
 *
 * @param access what was granted, and by which policies
 * @param operations what Kinesis and Lambda can do here, by AWS's names
 */
record Controls(
    Meter meter,
    Supplier<AccessReport> access,
    Faults faults,
    Map<String, List<String>> operations) {
  private static final String FAULTS = "/_millrace/faults";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Empty for what is asked elsewhere. */
  Optional<HttpReply> answer(HttpRequest request) {
    String path = request.path();
    if (path.startsWith(FAULTS + "/") && request.method().equals("DELETE")) {
      boolean removed = faults.remove(path.substring(FAULTS.length() + 1));
      return Optional.of(
          removed ? HttpReply.empty(204) : problem(404, "there is no such fault rule"));
    }
    return switch (request.method() + " " + path) {
      case "GET /_millrace/meter" -> ok(Map.of("rows", meter.rows()));
      case "GET /_millrace/access" -> ok(access.get());
      case "GET /_millrace/operations" -> ok(operations);
      case "GET " + FAULTS -> ok(Map.of("rules", faults.all()));
      case "POST " + FAULTS -> Optional.of(add(request.body()));
      case "DELETE " + FAULTS -> {
        faults.clear();
        yield Optional.of(HttpReply.empty(204));
      }
      default -> Optional.empty();
    };
  }

  private HttpReply add(byte[] body) {
    try {
      return json(Map.of("id", faults.add(JSON.readValue(body, FaultRule.class))));
    } catch (JsonMappingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
      String message =
          cause instanceof JsonMappingException own ? own.getOriginalMessage() : cause.getMessage();
      return problem(400, String.valueOf(message));
    } catch (IOException e) {
      return problem(400, "a fault rule in JSON is expected: " + e.getMessage());
    }
  }

  private static Optional<HttpReply> ok(Object value) {
    return Optional.of(json(value));
  }

  private static HttpReply problem(int status, String message) {
    HttpReply reply = json(Map.of("message", message));
    return new HttpReply(status, reply.headers(), reply.body());
  }

  private static HttpReply json(Object value) {
    try {
      return HttpReply.json(200, JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records can be written", e);
    }
  }
}
