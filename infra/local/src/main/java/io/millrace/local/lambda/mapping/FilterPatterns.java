// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import software.amazon.event.ruler.JsonRuleCompiler;

/** What a filter pattern must be. [invocation-eventfiltering] */
final class FilterPatterns {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BYTES = 4_096;

  /** Of the engine, but not of Lambda's filters. */
  private static final Set<String> NOT_IN_LAMBDA = Set.of("cidr", "wildcard");

  private FilterPatterns() {}

  /** Under which name a pattern reaches into the payload. */
  static String payloadKey(SourceKind kind) {
    return switch (kind) {
      case KINESIS -> "data";
      case DYNAMODB -> "dynamodb";
      case SQS -> "body";
    };
  }

  /** The pattern as JSON, when it is one. */
  static JsonNode check(SourceKind kind, String pattern) {
    if (pattern.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw invalid("it has more than " + MAX_BYTES + " bytes");
    }
    JsonNode parsed;
    try {
      parsed = JSON.readTree(pattern);
    } catch (JsonProcessingException e) {
      throw invalid("it is no JSON: " + e.getOriginalMessage());
    }
    if (!parsed.isObject() || parsed.isEmpty()) {
      throw invalid("it is to be a JSON object with at least one property");
    }
    String wrong = JsonRuleCompiler.check(pattern);
    if (wrong != null) {
      throw invalid(wrong);
    }
    for (String operator : NOT_IN_LAMBDA) {
      if (parsed.findValue(operator) != null) {
        throw invalid("Lambda's filters do not have the operator " + operator);
      }
    }
    JsonNode payload = parsed.path(payloadKey(kind));
    if (kind != SourceKind.SQS && payload.isArray()) {
      throw invalid(payloadKey(kind) + " is to be a JSON object with patterns for its properties");
    }
    if (kind == SourceKind.KINESIS && (payload.isMissingNode() || parsed.size() > 1)) {
      throw invalid("mappings of Kinesis filter by data only");
    }
    return parsed;
  }

  private static IllegalArgumentException invalid(String why) {
    return new IllegalArgumentException("Invalid filter pattern definition: " + why);
  }
}
