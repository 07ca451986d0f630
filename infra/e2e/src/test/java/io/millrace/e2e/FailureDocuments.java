// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.shared.event.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Failure objects made by hand, each one record, and their redrive without the command. */
final class FailureDocuments {

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:";

  private final Cloud cloud;

  FailureDocuments(Cloud cloud) {
    this.cloud = cloud;
  }

  /** One for every stage, and one that is not there; the reject is one that a replay replaces. */
  void redriveOneOfEach(String event, String rejectId) {
    try (S3Client s3 = cloud.s3();
        LambdaClient lambda = cloud.lambda()) {
      Map<String, String> objects = new LinkedHashMap<>();
      objects.put("aws/lambda/least/enrich", document("enrich", kinesis(event), List.of()));
      objects.put(
          "replays/upload/least",
          document(
              "upload",
              sqs("{\"Event\":\"s3:TestEvent\"}"),
              List.of(Map.of("id", rejectId, "part", "upload", "at", 0))));
      objects.put("replays/resize/least", document("resize", sqs("no request"), List.of()));
      objects.put("aws/lambda/least/aggregate", document("aggregate", change(), List.of()));
      objects.put("aws/lambda/least/publish", document("publish", change(), List.of()));
      objects.forEach(
          (key, json) ->
              s3.putObject(
                  r -> r.bucket(cloud.resource("failuresBucket")).key(key),
                  RequestBody.fromString(json)));
      for (String key : objects.keySet()) {
        String report = redrive(lambda, key);
        if (!report.contains("\"status\":\"REDRIVEN\"")) {
          throw new AssertionError(key + ": " + report);
        }
      }
      redrive(lambda, "aws/lambda/least/not-there");
      bySchedule(s3, lambda, event);
    }
  }

  /** As EventBridge Scheduler asks, which the local cloud does not have. */
  private void bySchedule(S3Client s3, LambdaClient lambda, String event) {
    String bucket = cloud.resource("failuresBucket");
    String key = "aws/lambda/least-scheduled/enrich";
    s3.putObject(
        r -> r.bucket(bucket).key(key),
        RequestBody.fromString(document("enrich", kinesis(event), List.of())));
    String report = ask(lambda, Map.of("scheduled", Instant.now().toString()));
    if (!report.contains("\"REDRIVEN\":")) {
      throw new AssertionError(report);
    }
    s3.headObject(r -> r.bucket(bucket).key("redriven/" + key));
  }

  private String redrive(LambdaClient lambda, String key) {
    return ask(lambda, Map.of("key", key));
  }

  private String ask(LambdaClient lambda, Map<String, String> asked) {
    String request = Json.write(asked);
    return lambda
        .invoke(
            r ->
                r.functionName(cloud.resource("redriveFunction"))
                    .payload(SdkBytes.fromUtf8String(request)))
        .payload()
        .asUtf8String();
  }

  private static String document(
      String function, Map<String, Object> event, List<Map<String, Object>> rejects) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "requestContext", Map.of("functionArn", FUNCTION + "millrace-" + function + ":live"));
    document.put("payload", Json.write(event));
    document.put("rejects", rejects);
    return Json.write(document);
  }

  private static Map<String, Object> kinesis(String event) {
    byte[] data = event.getBytes(StandardCharsets.UTF_8);
    Map<String, Object> kinesis =
        Map.of(
            "sequenceNumber",
            "1",
            "partitionKey",
            "p",
            "data",
            Base64.getEncoder().encodeToString(data),
            "approximateArrivalTimestamp",
            Instant.now().getEpochSecond());
    return records(
        Map.of("eventSource", "aws:kinesis", "eventID", "shardId-least:1", "kinesis", kinesis));
  }

  private static Map<String, Object> sqs(String body) {
    String sent = Long.toString(Instant.now().toEpochMilli());
    return records(
        Map.of(
            "eventSource", "aws:sqs",
            "messageId", "least",
            "receiptHandle", "",
            "body", body,
            "attributes", Map.of("SentTimestamp", sent),
            "eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:millrace-resize"));
  }

  /** A change that counts nowhere: from a reject to the same. */
  private static Map<String, Object> change() {
    Map<String, Object> image = new LinkedHashMap<>();
    List.of("id", "detail", "origin").forEach(name -> image.put(name, Map.of("S", "least")));
    image.put("part", Map.of("S", "event"));
    image.put("status", Map.of("S", "rejected"));
    image.put("reason", Map.of("S", "TOO_OLD"));
    image.put("stage", Map.of("S", "enrich"));
    image.put("time", Map.of("N", "1"));
    image.put("expireAt", Map.of("N", "1"));
    Map<String, Object> dynamodb =
        Map.of(
            "SequenceNumber",
            "1",
            "ApproximateCreationDateTime",
            Instant.now().getEpochSecond(),
            "Keys",
            Map.of("id", Map.of("S", "least"), "part", Map.of("S", "event")),
            "NewImage",
            image,
            "OldImage",
            image);
    Map<String, Object> event =
        new LinkedHashMap<>(
            records(
                Map.of(
                    "eventSource", "aws:dynamodb",
                    "eventName", "MODIFY",
                    "eventID", "least",
                    "eventSourceARN", "arn:least",
                    "dynamodb", dynamodb)));
    event.put("shardId", "shardId-least");
    event.put("state", Map.of());
    return event;
  }

  private static Map<String, Object> records(Map<String, Object> record) {
    return Map.of("Records", List.of(record));
  }
}
