// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Lambda keeps in a bucket of a batch of a stream, or of an asynchronous event, that it gave
 * up. [kinesis-on-failure-destination, services-dynamodb-errors, invocation-async-retain-records]
 *
 * @param functionArn the function that it was sent to
 * @param condition why it was given up, such as {@code RetryAttemptsExhausted}
 * @param source the stream's ARN; null for an asynchronous event
 * @param shard of the stream; null for an asynchronous event
 * @param event exactly what the function was sent, in JSON
 * @param windowed whether the mapping has a tumbling window
 * @param items records of the stream, in the order of the batch; empty for an asynchronous event
 */
record FailedInvocation(
    String functionArn,
    String condition,
    @Nullable String source,
    @Nullable String shard,
    String event,
    boolean windowed,
    List<Item> items) {

  /** Not the codec of the pipeline: a batch of 6 MB is one text here. */
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A record of a stream.
   *
   * @param arrived when it was written to the stream, as the record says; null when it doesn't
   */
  record Item(String sequenceNumber, @Nullable Instant arrived) {}

  FailedInvocation {
    items = List.copyOf(items);
  }

  /**
   * Reads an object.
   *
   * @param where the object, for messages
   * @throws CommandException when it is not such a record, or one without the event
   */
  static FailedInvocation read(String where, byte[] object) {
    JsonNode root = parsed(object, where);
    String function = root.path("requestContext").path("functionArn").asText();
    if (function.isEmpty()) {
      throw notOne(where, "it has no requestContext with a functionArn");
    }
    JsonNode info = root.has("KinesisBatchInfo") ? root.get("KinesisBatchInfo") : dynamoDb(root);
    JsonNode kept = root.has("payload") ? root.get("payload") : root.path("requestPayload");
    if (kept.isMissingNode() || kept.isNull()) {
      throw new CommandException(
          where
              + " keeps no payload, so there is nothing to send again. Only destinations in S3 keep it;"
              + " a queue is told where the batch was"
              + (info.isObject() ? ": " + info : ""));
    }
    String event = kept.isTextual() && info.isObject() ? kept.textValue() : kept.toString();
    JsonNode sent = parsed(event.getBytes(StandardCharsets.UTF_8), where);
    return new FailedInvocation(
        function,
        root.path("requestContext").path("condition").asText(),
        info.path("streamArn").textValue(),
        info.path("shardId").textValue(),
        event,
        sent.has("window"),
        info.isObject() ? items(sent.path("Records")) : List.of());
  }

  /** The function's name. */
  String function() {
    String[] parts = functionArn.split(":", -1);
    return parts.length > 6 ? parts[6] : functionArn;
  }

  /** The items' identifiers, as a function reports them. */
  List<String> ids() {
    return items.stream().map(Item::sequenceNumber).toList();
  }

  private static JsonNode dynamoDb(JsonNode root) {
    return root.path("DDBStreamBatchInfo");
  }

  private static List<Item> items(JsonNode records) {
    List<Item> items = new ArrayList<>();
    for (JsonNode one : records) {
      JsonNode kinesis = one.path("kinesis");
      JsonNode change = one.path("dynamodb");
      items.add(
          one.has("kinesis")
              ? new Item(
                  kinesis.path("sequenceNumber").asText(),
                  time(kinesis.path("approximateArrivalTimestamp")))
              : new Item(
                  change.path("SequenceNumber").asText(),
                  time(change.path("ApproximateCreationDateTime"))));
    }
    return items;
  }

  private static @Nullable Instant time(JsonNode seconds) {
    return seconds.isNumber()
        ? Instant.ofEpochMilli(
            seconds.decimalValue().multiply(BigDecimal.valueOf(1_000)).longValue())
        : null;
  }

  private static JsonNode parsed(byte[] json, String where) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root == null || root.isMissingNode()) {
        throw notOne(where, "it is empty");
      }
      return root;
    } catch (IOException e) {
      throw new CommandException(
          where + " is not the record of a failed invocation: it is not JSON", e);
    }
  }

  private static CommandException notOne(String where, String why) {
    return new CommandException(where + " is not the record of a failed invocation: " + why);
  }
}
