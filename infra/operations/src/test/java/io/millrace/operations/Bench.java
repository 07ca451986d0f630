// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operations.Redrive.Attempt;
import io.millrace.shared.event.Json;
import io.millrace.shared.port.Fault;
import io.millrace.shared.port.InMemoryIdempotencyTable;
import io.millrace.shared.record.Keeping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The redrive on twins, and a stage whose records are numbers: it keeps what it accepted and what
 * it rejected as the records table does, and reports or breaks where it is told to.
 */
final class Bench implements Functions, RejectItems {

  static final String KEY = "aws/lambda/mapping/shardId-000000000000/2026/11/20/10.00.00-x";
  static final String REPLAY = "replays/enrich/1";
  static final String STAGE = "arn:aws:lambda:us-east-1:000000000000:function:millrace-enrich";
  static final Instant ARRIVED = Instant.parse("2026-11-20T10:00:00.250Z");
  static final Instant NOW = ARRIVED.plus(Duration.ofHours(3));
  static final int MAX_AUTOMATIC_TRIES = 3;
  static final Duration AUTOMATIC_WAIT = Duration.ofMinutes(50);
  static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  final InMemoryFailureObjects objects = new InMemoryFailureObjects();
  final InMemoryIdempotencyTable claims = new InMemoryIdempotencyTable();
  final Fault invoking = new Fault();
  final Fault removing = new Fault();

  /** What stands at a record's place: true when accepted, false when rejected. */
  final Map<String, Boolean> items = new TreeMap<>();

  /** What the stage rejects. */
  final Set<String> wrong = new HashSet<>();

  /** At what the stage reports a failure, and how many times. */
  final Map<String, Integer> reported = new HashMap<>();

  /** At what the stage throws. */
  final Set<String> breaking = new HashSet<>();

  /** The records of each invocation. */
  final List<List<String>> invocations = new ArrayList<>();

  /** What sweeps told. */
  final List<RedriveReport> tried = new ArrayList<>();

  /** The events of the invocations. */
  final List<String> events = new ArrayList<>();

  /** Whether whoever calls the stage dies of it. */
  boolean dying;

  Instant now = NOW;
  int maxInvocations = 100;
  long maxPayload = RedriveConfig.MAX_PAYLOAD_BYTES;
  private int attempts;

  RedriveReport redrive(String key) {
    return redrive(key, false);
  }

  RedriveReport redrive(String key, boolean dryRun) {
    return redrive().redrive(new RedriveRequest(key, dryRun), attempt());
  }

  /** What the schedule does now. */
  SweepReport sweep() {
    return new Sweep(objects, redrive())
        .run(new ScheduledRedrive(now.toString()), attempt(), tried::add);
  }

  private Attempt attempt() {
    attempts++;
    return new Attempt("attempt-" + attempts, now, now.plus(TIMEOUT), () -> true);
  }

  private Redrive redrive() {
    RedriveConfig config =
        new RedriveConfig(
            "failures",
            "records",
            "idempotency",
            Duration.ofSeconds(1),
            maxInvocations,
            MAX_AUTOMATIC_TRIES,
            AUTOMATIC_WAIT,
            maxPayload,
            Keeping.DEFAULT);
    return new Redrive(objects, this, this, claims, config);
  }

  @Override
  public Answer invoke(String arn, String event) {
    return invoking.calling("invoke", () -> answer(event));
  }

  private Answer answer(String event) {
    events.add(event);
    if (dying) {
      throw new IllegalStateException("killed");
    }
    List<String> failed = new ArrayList<>();
    List<String> records = new ArrayList<>();
    json(event).path("Records").forEach(record -> records.add(number(record)));
    invocations.add(records);
    boolean ordered = event.contains("aws:kinesis") || event.contains("aws:dynamodb");
    for (String record : records) {
      if (breaking.contains(record)) {
        return new Answer.Broke("{\"errorMessage\":\"broke at " + record + "\"}");
      }
      if (reported.merge(record, -1, Integer::sum) >= 0) {
        failed.add(record);
        if (ordered) {
          break;
        }
      } else if (wrong.contains(record)) {
        items.putIfAbsent(record, false);
      } else {
        items.put(record, true);
      }
    }
    ObjectNode answer = JSON.objectNode();
    ArrayNode failures = answer.putArray("batchItemFailures");
    failed.forEach(record -> failures.addObject().put("itemIdentifier", record));
    return new Answer.Returned(answer.toString());
  }

  @Override
  public void remove(String id, String part) {
    removing.around("remove", () -> items.remove(id, false));
  }

  /** Numbers in the waiting object; none when there is no such object. */
  List<String> waiting(String key) {
    byte[] body = objects.objects.get(key);
    List<String> records = new ArrayList<>();
    if (body != null) {
      JsonNode payload =
          json(json(new String(body, StandardCharsets.UTF_8)).path("payload").asText());
      payload.path("Records").forEach(record -> records.add(number(record)));
    }
    return records;
  }

  void put(String key, ObjectNode document) {
    objects.objects.put(key, document.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A failure object as Lambda writes it, around an event. */
  static ObjectNode failure(ObjectNode event) {
    ObjectNode document = JSON.objectNode();
    document
        .putObject("requestContext")
        .put("functionArn", STAGE)
        .put("condition", "RetryAttemptsExhausted");
    document.put("version", "1.0");
    document.put("payload", event.toString());
    return document;
  }

  /** The same with the rejects that the records replace. */
  static ObjectNode replay(ObjectNode event) {
    ObjectNode document = failure(event);
    ArrayNode rejects = document.putArray("rejects");
    for (JsonNode record : event.path("Records")) {
      int at = rejects.size();
      rejects.addObject().put("id", number(record)).put("part", "event").put("at", at);
    }
    return document;
  }

  static ObjectNode kinesis(int... numbers) {
    ObjectNode event = JSON.objectNode();
    ArrayNode records = event.putArray("Records");
    for (int number : numbers) {
      ObjectNode record = records.addObject();
      record
          .put("eventSource", "aws:kinesis")
          .put("eventID", "shardId-000000000000:" + number)
          .putObject("kinesis")
          .put("sequenceNumber", "" + number)
          .put("data", "e30=")
          .put("approximateArrivalTimestamp", BigDecimal.valueOf(ARRIVED.toEpochMilli(), 3));
    }
    return event;
  }

  static ObjectNode window(int... numbers) {
    ObjectNode event = JSON.objectNode();
    ArrayNode records = event.putArray("Records");
    for (int number : numbers) {
      ObjectNode record = records.addObject();
      record
          .put("eventSource", "aws:dynamodb")
          .putObject("dynamodb")
          .put("SequenceNumber", "" + number)
          .put("ApproximateCreationDateTime", ARRIVED.getEpochSecond());
    }
    event.putObject("window").put("start", "2026-11-20T10:00:00Z");
    return event.put("shardId", "shardId-7").put("isFinalInvokeForWindow", false);
  }

  static ObjectNode messages(int... numbers) {
    ObjectNode event = JSON.objectNode();
    ArrayNode records = event.putArray("Records");
    for (int number : numbers) {
      ObjectNode record = records.addObject();
      record.put("eventSource", "aws:sqs").put("messageId", "" + number).put("body", "{}");
      record.putObject("attributes").put("SentTimestamp", "" + ARRIVED.toEpochMilli());
    }
    return event;
  }

  private static String number(JsonNode record) {
    JsonNode kinesis = record.at("/kinesis/sequenceNumber");
    JsonNode dynamo = record.at("/dynamodb/SequenceNumber");
    return !kinesis.isMissingNode()
        ? kinesis.asText()
        : dynamo.isMissingNode() ? record.path("messageId").asText() : dynamo.asText();
  }

  static JsonNode json(String text) {
    try {
      return Json.document(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
