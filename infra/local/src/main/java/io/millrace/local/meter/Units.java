// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.meter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The units AWS would bill for a call that succeeded.
 *
 * @param count may be a half: an eventually consistent read
 * @param unit the unit's name, empty for what costs nothing
 */
record Units(double count, String unit) {
  static final Units NONE = new Units(0, "");

  /** Operations of DynamoDB whose units are known from the answer only. */
  private static final Set<String> READS =
      Set.of("BatchGetItem", "GetItem", "Query", "Scan", "TransactGetItems");

  private static final Set<String> FREE_IN_S3 =
      Set.of("AbortMultipartUpload", "DeleteBucket", "DeleteObject", "DeleteObjects");

  private static final int ANSWER_LIMIT = 17 * 1024 * 1024;
  private static final int PUT_UNIT = 25 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Has the answer kept when the units depend on it. */
  static void prepare(Service service, String operation, Call call) {
    if (service == Service.DYNAMODB && READS.contains(operation)) {
      call.captureAnswer(ANSWER_LIMIT);
    }
  }

  static Units of(Service service, String operation, Call call) throws IOException {
    return switch (service) {
      case DYNAMODB -> dynamoDb(operation, call);
      case KINESIS -> kinesis(operation, call);
      case SQS -> new Units(chunks(Math.max(1, call.bytesIn())), "64 KB requests");
      case EVENTBRIDGE -> events(operation, call);
      case S3 -> s3(operation);
      default -> NONE;
    };
  }

  private static Units dynamoDb(String operation, Call call) throws IOException {
    if (READS.contains(operation)) {
      byte[] answer = call.captured();
      return new Units(ItemSizes.readUnits(operation, call.document(), tree(answer)), "RCU");
    }
    double writes = ItemSizes.writeUnits(operation, call.document());
    if (writes > 0) {
      return new Units(writes, "WCU");
    }
    boolean stream = call.header("X-Amz-Target").orElse("").startsWith("DynamoDBStreams");
    return stream && operation.equals("GetRecords") ? new Units(1, "stream reads") : NONE;
  }

  /** An answer in an encoding a client asked for is not looked into. */
  private static JsonNode tree(byte[] answer) {
    try {
      return answer.length == 0 ? JSON.createObjectNode() : JSON.readTree(answer);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private static Units kinesis(String operation, Call call) throws IOException {
    JsonNode request = call.document();
    long units =
        switch (operation) {
          case "PutRecord" -> putUnits(request);
          case "PutRecords" ->
              request.path("Records").valueStream().mapToLong(Units::putUnits).sum();
          default -> 0;
        };
    return units == 0 ? NONE : new Units(units, "25 KB put units");
  }

  /** Of the data alone: base64 in JSON, bytes in CBOR. */
  private static long putUnits(JsonNode record) {
    long bytes;
    try {
      byte[] data = record.path("Data").binaryValue();
      bytes = data == null ? 0 : data.length;
    } catch (IOException e) {
      bytes = 0; // no base64: the stream refused it
    }
    return Math.max(1, (bytes + PUT_UNIT - 1) / PUT_UNIT);
  }

  private static Units events(String operation, Call call) throws IOException {
    if (!operation.equals("PutEvents")) {
      return NONE;
    }
    long units =
        call.document()
            .path("Entries")
            .valueStream()
            .mapToLong(entry -> chunks(entry.toString().getBytes(StandardCharsets.UTF_8).length))
            .sum();
    return new Units(units, "64 KB events");
  }

  /** [Amazon S3 pricing: requests and data retrievals] */
  private static Units s3(String operation) {
    if (FREE_IN_S3.contains(operation)) {
      return NONE;
    }
    boolean get = operation.startsWith("Get") || operation.startsWith("Head");
    return new Units(1, get ? "GET-class requests" : "PUT-class requests");
  }

  private static long chunks(long bytes) {
    return (bytes + CHUNK - 1) / CHUNK;
  }
}
