// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import software.amazon.event.ruler.Machine;

/**
 * Which records of its source a mapping wants: those that match any of up to five patterns, or all
 * when there is none. [invocation-eventfiltering] Thread-safe.
 *
 * <p>The patterns are judged by the engine that AWS itself uses, on the record as the function
 * would get it, with the payload decoded: {@code data} of Kinesis, {@code body} of SQS.
 */
public final class EventFilter {
  /** Lets everything through. */
  public static final EventFilter NONE = new EventFilter(SourceKind.SQS, List.of());

  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final SourceKind kind;
  private final List<Rule> rules;

  /** One pattern, and in which form it wants the payload. */
  private record Rule(Machine machine, Payload payload) {}

  private enum Payload {
    NOT_ASKED_FOR,
    TEXT,
    JSON
  }

  private EventFilter(SourceKind kind, List<Rule> rules) {
    this.kind = kind;
    this.rules = rules;
  }

  /**
   * A filter of patterns.
   *
   * @throws IllegalArgumentException with AWS's words, and what is wrong
   */
  public static EventFilter of(SourceKind kind, List<String> patterns) {
    return new EventFilter(kind, patterns.stream().map(pattern -> rule(kind, pattern)).toList());
  }

  private static Rule rule(SourceKind kind, String pattern) {
    JsonNode parsed = FilterPatterns.check(kind, pattern);
    Machine machine = Machine.builder().build();
    try {
      machine.addRule("wanted", pattern);
    } catch (IOException e) {
      throw new UncheckedIOException("a checked pattern cannot be compiled: " + pattern, e);
    }
    JsonNode payload = parsed.path(FilterPatterns.payloadKey(kind));
    if (payload.isMissingNode()) {
      return new Rule(machine, Payload.NOT_ASKED_FOR);
    }
    return new Rule(machine, payload.isArray() ? Payload.TEXT : Payload.JSON);
  }

  /** Whether a record, as it stands in an event, is to reach the function. */
  boolean accepts(String recordJson) {
    if (rules.isEmpty()) {
      return true;
    }
    JsonNode event = json(recordJson);
    JsonNode payload = MissingNode.getInstance();
    if (kind == SourceKind.KINESIS) {
      payload = json(decoded(event.path("kinesis").path("data").asText()));
      event = JsonNodeFactory.instance.objectNode();
    } else if (kind == SourceKind.SQS) {
      payload = json(event.path("body").asText());
    }
    for (Rule rule : rules) {
      if (matches(rule, event, payload)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(Rule rule, JsonNode event, JsonNode payload) {
    JsonNode seen = event;
    if (kind != SourceKind.DYNAMODB && rule.payload != Payload.NOT_ASKED_FOR) {
      // A payload in another form than the pattern's is dropped, whatever it says.
      if (payload.isContainerNode() != (rule.payload == Payload.JSON)) {
        return false;
      }
      if (rule.payload == Payload.JSON) {
        ObjectNode decoded = event.deepCopy();
        seen = decoded.set(FilterPatterns.payloadKey(kind), payload);
      }
    }
    return !rule.machine.rulesForJSONEvent(seen).isEmpty();
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /** Missing when it is none. */
  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
