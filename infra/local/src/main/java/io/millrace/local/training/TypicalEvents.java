// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;

/**
 * A batch for each function as its event source sends it, with the objects it refers to. They hold
 * what is common: events with addresses that are found, a photo to be resized.
 */
public final class TypicalEvents {
  private static final String FILE = "training/orders.ndjson";
  private static final String PHOTO = "training/photo.jpg";
  private static final String FAILURE = "aws/lambda/training/failure.json";
  private static final int EVENTS = 50;
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 800;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Instant now;
  private final byte[] file;
  private final byte[] photo;

  /**
   * @param now the time of the events; functions refuse old ones
   */
  public TypicalEvents(Instant now) {
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      lines.append(cloudEvent(i)).append('\n');
    }
    this.file = lines.toString().getBytes(StandardCharsets.UTF_8);
    this.photo = jpeg();
  }

  /** What the buckets hold, by key. */
  public Map<String, byte[]> objects() {
    ObjectNode failure = mapper.createObjectNode();
    failure
        .putObject("requestContext")
        .put("functionArn", "arn:aws:lambda:us-east-1:000000000000:function:millrace-enrich");
    failure.put("payload", stream(4));
    return Map.of(
        FILE, file, PHOTO, photo, FAILURE, failure.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param function its name, without the stack's
   * @throws IllegalArgumentException when there is none
   */
  public String of(String function) {
    return switch (function) {
      case "enrich" -> stream(EVENTS);
      case "upload" -> queue(notification(FILE, file));
      case "resize" -> queue(resize());
      case "aggregate" -> changes(true);
      case "publish" -> changes(false);
      case "redrive" ->
          mapper.createObjectNode().put("key", FAILURE).put("dryRun", true).toString();
      case "deployment-hook" ->
          "{\"DeploymentId\":\"d-1\",\"LifecycleEventHookExecutionId\":\"1\"}";
      case "geolocation-refresh" -> "{}";
      default ->
          throw new IllegalArgumentException(
              "No typical event for the function " + function + "; add one here");
    };
  }

  private ObjectNode cloudEvent(int i) {
    ObjectNode event = mapper.createObjectNode();
    event
        .put("specversion", "1.0")
        .put("id", "order-" + i)
        .put("source", "https://shop.example")
        .put("type", "example.order." + (i % 2 == 0 ? "placed" : "paid"))
        .put("time", now.minusSeconds(i).toString())
        .put("subject", "customer-" + i % 7)
        .put("clientip", (i % 3 == 0 ? "192.0.2." : "198.51.100.") + i);
    event.putObject("data").put("amount", i * 3.5).put("note", "größer als " + i);
    return event;
  }

  private ObjectNode photo() {
    return mapper
        .createObjectNode()
        .put("bucket", "uploads")
        .put("key", PHOTO)
        .put("etag", YesServices.md5(photo))
        .put("bytes", photo.length)
        .put("contentType", "image/jpeg")
        .put("takenAt", "2026-05-01T12:30:00")
        .put("latE6", 52_500_000)
        .put("lonE6", 13_400_000);
  }

  /**
   * What is less common, for training runs: a photo and a record that is no event.
   *
   * @param function its name, without the stack's
   */
  public List<String> others(String function) {
    if (!function.equals("enrich")) {
      return List.of();
    }
    ObjectNode batch = mapper.createObjectNode();
    ArrayNode records = batch.putArray("Records");
    ObjectNode uploaded = cloudEvent(EVENTS).put("type", "io.millrace.photo.uploaded");
    uploaded.set("data", photo());
    record(records, uploaded.toString());
    record(records, "no event");
    return List.of(batch.toString());
  }

  /** Events of which five lie in a record. */
  private String stream(int events) {
    ObjectNode batch = mapper.createObjectNode();
    ArrayNode records = batch.putArray("Records");
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < events; i++) {
      data.append(cloudEvent(i));
      if (i % 5 == 4 || i == events - 1) {
        record(records, data.toString());
        data.setLength(0);
      }
    }
    return batch.toString();
  }

  private void record(ArrayNode records, String data) {
    String sequence =
        "4959033827149025660855969253836157109592157598913658" + (1000 + records.size());
    ObjectNode record = records.addObject();
    record
        .putObject("kinesis")
        .put("kinesisSchemaVersion", "1.0")
        .put("partitionKey", "1")
        .put("sequenceNumber", sequence)
        .put("data", Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)))
        .put("approximateArrivalTimestamp", now.toEpochMilli() / 1e3);
    record
        .put("eventSource", "aws:kinesis")
        .put("eventVersion", "1.0")
        .put("eventID", "shardId-000000000006:" + sequence)
        .put("eventName", "aws:kinesis:record")
        .put("invokeIdentityArn", "arn:aws:iam::000000000000:role/enrich")
        .put("awsRegion", "us-east-1")
        .put("eventSourceARN", "arn:aws:kinesis:us-east-1:000000000000:stream/millrace-events");
  }

  private String queue(String body) {
    ObjectNode batch = mapper.createObjectNode();
    ObjectNode message = batch.putArray("Records").addObject();
    message
        .put("messageId", UUID.randomUUID().toString())
        .put("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a")
        .put("body", body);
    message
        .putObject("attributes")
        .put("ApproximateReceiveCount", "1")
        .put("SentTimestamp", Long.toString(now.toEpochMilli()))
        .put("SenderId", "AIDAIENQZJOLO23YVJ4VO")
        .put("ApproximateFirstReceiveTimestamp", Long.toString(now.toEpochMilli()));
    message.putObject("messageAttributes");
    message
        .put("md5OfBody", YesServices.md5(body.getBytes(StandardCharsets.UTF_8)))
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:queue")
        .put("awsRegion", "us-east-1");
    return batch.toString();
  }

  private String notification(String key, byte[] object) {
    ObjectNode notification = mapper.createObjectNode();
    ObjectNode record = notification.putArray("Records").addObject();
    record
        .put("eventVersion", "2.1")
        .put("eventSource", "aws:s3")
        .put("awsRegion", "us-east-1")
        .put("eventTime", now.toString())
        .put("eventName", "ObjectCreated:Put");
    ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0");
    s3.putObject("bucket").put("name", "uploads").put("arn", "arn:aws:s3:::uploads");
    s3.putObject("object")
        .put("key", key)
        .put("size", object.length)
        .put("eTag", YesServices.md5(object))
        .put("sequencer", "0055AED6DCD90281E5");
    return notification.toString();
  }

  private String resize() {
    ObjectNode request =
        mapper
            .createObjectNode()
            .put("id", "00112233445566778899aabbccddeeff")
            .put("time", now.toString());
    request.set("photo", photo());
    request
        .putObject("place")
        .put("country", "DE")
        .put("city", "Berlin")
        .put("latE6", 52_516_667)
        .put("lonE6", 13_400_000);
    return request.toString();
  }

  private String changes(boolean windowed) {
    String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/records/stream/2026-11-01T00:00:00";
    ObjectNode batch = mapper.createObjectNode();
    ArrayNode records = batch.putArray("Records");
    for (int i = 0; i < EVENTS; i++) {
      ObjectNode record = records.addObject();
      record
          .put("eventID", "c4ca4238a0b923820dcc509a6f75" + (1000 + i))
          .put("eventName", "INSERT")
          .put("eventVersion", "1.1")
          .put("eventSource", "aws:dynamodb")
          .put("awsRegion", "us-east-1");
      ObjectNode change = record.putObject("dynamodb");
      change.put("ApproximateCreationDateTime", now.getEpochSecond());
      image(change.putObject("NewImage"), i);
      change
          .put("SequenceNumber", "44215845000000000174504" + (39_000 + i))
          .put("SizeBytes", 283)
          .put("StreamViewType", "NEW_AND_OLD_IMAGES");
      record.put("eventSourceARN", arn);
    }
    if (windowed) {
      batch.putObject("window").put("start", now.toString()).put("end", now.toString());
      batch.putObject("state");
      batch.put("shardId", "shardId-00000001795428900000-1a2b3c4d").put("eventSourceARN", arn);
      batch.put("isFinalInvokeForWindow", false).put("isWindowTerminatedEarly", false);
    }
    return batch.toString();
  }

  private void image(ObjectNode image, int i) {
    boolean photoPart = i % 10 == 9;
    text(image, "id", "0a1b2c3d4e5f60718293a4b5c6d7" + (1000 + i));
    text(image, "part", photoPart ? "photo" : "event");
    text(image, "status", "accepted");
    number(image, "time", now.toEpochMilli());
    number(image, "expireAt", now.getEpochSecond() + 7_776_000);
    text(image, "country", i % 2 == 0 ? "DE" : "FR");
    if (photoPart) {
      text(image, "type", "image/jpeg");
      text(image, "bucket", "uploads");
      text(image, "key", PHOTO);
      number(image, "bytes", photo.length);
      number(image, "width", WIDTH);
      number(image, "height", HEIGHT);
      text(image, "renditions", "a/1200x800.jpg a/800x533.jpg a/320x213.jpg");
    } else {
      text(image, "source", "https://shop.example");
      text(image, "eventId", "order-" + i);
      text(image, "type", "example.order.placed");
      text(image, "ip", "192.0.2.0");
      text(image, "geo", "sample-2026-11-01");
      text(image, "data", "{\"amount\":3}");
    }
  }

  private static void text(ObjectNode image, String name, String value) {
    image.putObject(name).put("S", value);
  }

  private static void number(ObjectNode image, String name, long value) {
    image.putObject(name).put("N", Long.toString(value));
  }

  private static byte[] jpeg() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, WIDTH, HEIGHT, Color.BLUE));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpg", out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }
}
