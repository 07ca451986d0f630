// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Synthetic;
import io.millrace.shared.record.Part;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * What a new version is tried with: one synthetic event of the day and the version, in the shape in
 * which each stage's source delivers. The same day the same version gets the same event, so that it
 * repeats harmlessly. Shapes: AWS Lambda Developer Guide, "with-kinesis", "with-sqs", "with-ddb".
 *
 * @param now when it is sent
 */
record SyntheticBatches(Deployed deployed, Instant now) {

  /** Who says so, as events have it. */
  static final String SOURCE = "io.millrace.deployment-hook";

  /** Of the network for documentation: no place, and nobody's. */
  private static final String CLIENT_IP = "192.0.2.1";

  /** A position that no shard ever reached, 21 digits as DynamoDB Streams has them. */
  private static final String SEQUENCE = "100000000000000000001";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Instant day() {
    return now.truncatedTo(ChronoUnit.DAYS);
  }

  private String eventId() {
    return deployed.version() + "@" + day().toString().substring(0, 10);
  }

  /** Under which the records table keeps the event. */
  String recordId() {
    return Ids.record(SOURCE, eventId());
  }

  /** The event, as a producer writes it: one line. */
  String event() {
    ObjectNode event = JSON.objectNode();
    event
        .put("specversion", "1.0")
        .put("id", eventId())
        .put("source", SOURCE)
        .put("type", Synthetic.TYPE)
        .put("time", day().toString())
        .put("clientip", CLIENT_IP);
    event.putObject("data").put("version", deployed.version());
    return event.toString();
  }

  /** A batch of a stream with the event. */
  String fromKinesis() {
    ObjectNode batch = JSON.objectNode();
    ObjectNode record = batch.putArray("Records").addObject();
    record
        .putObject("kinesis")
        .put("kinesisSchemaVersion", "1.0")
        .put("partitionKey", "synthetic")
        .put("sequenceNumber", SEQUENCE)
        .put("data", Base64.getEncoder().encodeToString(event().getBytes(StandardCharsets.UTF_8)))
        .put("approximateArrivalTimestamp", now.toEpochMilli() / 1e3);
    record
        .put("eventSource", "aws:kinesis")
        .put("eventVersion", "1.0")
        .put("eventID", "shardId-synthetic:" + SEQUENCE)
        .put("eventName", "aws:kinesis:record")
        .put("eventSourceARN", "arn:aws:kinesis:::stream/synthetic");
    return batch.toString();
  }

  /**
   * A batch of a queue with the notification of an object.
   *
   * @param etag without quotes
   */
  String fromQueue(String bucket, String key, long size, String etag) {
    ObjectNode notification = JSON.objectNode();
    ObjectNode entry = notification.putArray("Records").addObject();
    entry
        .put("eventVersion", "2.1")
        .put("eventSource", "aws:s3")
        .put("eventTime", now.truncatedTo(ChronoUnit.MILLIS).toString())
        .put("eventName", "ObjectCreated:Put");
    ObjectNode s3 = entry.putObject("s3").put("s3SchemaVersion", "1.0");
    s3.putObject("bucket").put("name", bucket).put("arn", "arn:aws:s3:::" + bucket);
    s3.putObject("object").put("key", key).put("size", size).put("eTag", etag);
    ObjectNode batch = JSON.objectNode();
    ObjectNode message = batch.putArray("Records").addObject();
    message
        .put("messageId", recordId())
        .put("receiptHandle", "synthetic")
        .put("body", notification.toString())
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", "arn:aws:sqs:::synthetic");
    message
        .putObject("attributes")
        .put("ApproximateReceiveCount", "1")
        .put("SentTimestamp", Long.toString(now.toEpochMilli()))
        .put("ApproximateFirstReceiveTimestamp", Long.toString(now.toEpochMilli()));
    message.putObject("messageAttributes");
    return batch.toString();
  }

  /** A batch of a queue without a message, for a stage that can do nothing without a trace. */
  static String ofNothing() {
    return "{\"Records\":[]}";
  }

  /**
   * A batch of the table's stream: the event's part appears.
   *
   * @param windowed as a mapping with a tumbling window sends it, of a shard of its own
   */
  String fromTable(boolean windowed) {
    ObjectNode batch = JSON.objectNode();
    ArrayNode records = batch.putArray("Records");
    ObjectNode record = records.addObject();
    String arn = "arn:aws:dynamodb:::table/synthetic/stream/" + day();
    record
        .put("eventID", recordId())
        .put("eventName", "INSERT")
        .put("eventVersion", "1.1")
        .put("eventSource", "aws:dynamodb")
        .put("eventSourceARN", arn);
    ObjectNode change = record.putObject("dynamodb");
    change
        .put("ApproximateCreationDateTime", now.getEpochSecond())
        .put("SequenceNumber", SEQUENCE)
        .put("StreamViewType", "NEW_AND_OLD_IMAGES");
    image(change.putObject("NewImage"));
    if (windowed) {
      batch.putObject("window").put("start", day().toString()).put("end", day().toString());
      batch.putObject("state");
      batch.put("shardId", "shardId-synthetic").put("eventSourceARN", arn);
      batch.put("isFinalInvokeForWindow", false).put("isWindowTerminatedEarly", false);
    }
    return batch.toString();
  }

  private void image(ObjectNode image) {
    text(image, Part.ID, recordId());
    text(image, Part.PART, Part.EVENT);
    text(image, Part.STATUS, Part.ACCEPTED);
    text(image, "source", SOURCE);
    text(image, "eventId", eventId());
    text(image, "type", Synthetic.TYPE);
    number(image, "time", day().toEpochMilli());
    number(image, "expireAt", day().plus(1, ChronoUnit.DAYS).getEpochSecond());
  }

  private static void text(ObjectNode image, String name, String value) {
    image.putObject(name).put("S", value);
  }

  private static void number(ObjectNode image, String name, long value) {
    image.putObject(name).put("N", Long.toString(value));
  }
}
