// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.journal.Attempt;
import io.millrace.local.journal.Attempt.Item;
import io.millrace.local.journal.Attempt.Measured;
import io.millrace.local.journal.Journal;
import io.millrace.local.lambda.mapping.FunctionInvoker;
import io.millrace.local.lambda.mapping.StreamRecord;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Invokes a mapping's function and writes down what it was given and what became of it. */
final class Recording implements FunctionInvoker {
  /** Longer than the body of any message that the stages send each other. */
  private static final int BODY_CHARS = 4_000;

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Journal journal;
  private final String function;
  private final String source;
  private final FunctionInvoker invoker;
  private final InstantSource clock;

  Recording(
      Journal journal,
      String function,
      String source,
      FunctionInvoker invoker,
      InstantSource clock) {
    this.journal = journal;
    this.function = function;
    this.source = source;
    this.invoker = invoker;
    this.clock = clock;
  }

  @Override
  public InvocationResult invoke(String event) throws InterruptedException {
    return invoke(event, clock.millis());
  }

  @Override
  public InvocationResult invoke(String event, long arrivedAtMillis) throws InterruptedException {
    long began = clock.millis();
    InvocationResult result = invoker.invoke(event);
    List<Item> items = messages(event);
    // Without any it was the end of a window, which is about no record.
    return items.isEmpty() ? result : record(event, began, arrivedAtMillis, items, result);
  }

  @Override
  public InvocationResult invoke(String event, List<StreamRecord> records)
      throws InterruptedException {
    long began = clock.millis();
    InvocationResult result = invoker.invoke(event);
    List<Item> items =
        records.stream().map(record -> new Item(record.sequenceNumber(), "")).toList();
    return record(event, began, records.getLast().arrivedAtMillis(), items, result);
  }

  private InvocationResult record(
      String event, long began, long arrivedAtMillis, List<Item> items, InvocationResult result) {
    Measured measured = measured(event, arrivedAtMillis, result.usage());
    journal.add(
        switch (result) {
          case InvocationResult.Succeeded done ->
              attempt(
                  done.requestId(), began, "succeeded", failures(done.payload()), items, measured);
          case InvocationResult.Failed failed ->
              attempt(failed.requestId(), began, "failed", List.of(), items, measured);
          case InvocationResult.Throttled _ ->
              attempt("", began, "throttled", List.of(), items, measured);
        });
    return result;
  }

  private static Measured measured(
      String event, long arrivedAtMillis, Optional<InvocationResult.Usage> usage) {
    int bytes = event.getBytes(StandardCharsets.UTF_8).length;
    return usage
        .map(
            took ->
                new Measured(
                    arrivedAtMillis,
                    bytes,
                    took.durationMillis(),
                    boxed(took.initMillis()),
                    boxed(took.peakMegabytes())))
        .orElseGet(() -> new Measured(arrivedAtMillis, bytes, null, null, null));
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private Attempt attempt(
      String requestId,
      long began,
      String outcome,
      List<String> failures,
      List<Item> items,
      Measured measured) {
    return new Attempt(
        function, source, requestId, began, clock.millis(), outcome, failures, items, measured);
  }

  /** Every message in an event as Lambda sends it, with its body; none in one of a stream. */
  static List<Item> messages(String event) {
    List<Item> items = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(event)) {
      String messageId = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.FIELD_NAME) {
          continue;
        }
        switch (parser.currentName()) {
          case "messageId" -> messageId = parser.nextTextValue();
          case "body" -> {
            String body = parser.nextTextValue();
            items.add(new Item(messageId, body.substring(0, Math.min(body.length(), BODY_CHARS))));
          }
          // What is in there is the user's and may have members of these names.
          case "messageAttributes", "attributes", "state" -> {
            parser.nextToken();
            parser.skipChildren();
          }
          default -> {
            // another member
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own making is JSON", e);
    }
    return items;
  }

  private static List<String> failures(String payload) {
    List<String> failures = new ArrayList<>();
    try {
      JsonNode answer = JSON.readTree(payload);
      for (JsonNode failure : answer.path("batchItemFailures")) {
        failures.add(failure.path("itemIdentifier").asText());
      }
    } catch (IOException e) {
      return List.of(); // what such an answer means is the mapping's business
    }
    return failures;
  }
}
