// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answer of a GetRecords of DynamoDB Streams as the records that Lambda sends. [with-ddb]
 *
 * <p>Keys and images are copied as the text they came in: stream and event have the same JSON for
 * them, and a record of the table passes here once for every mapping.
 */
final class DynamoEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MappingIdentity mapping;
  private final DynamoShardReader.WriteTimes writeTimes;
  private final String table;

  DynamoEvents(MappingIdentity mapping, DynamoShardReader.WriteTimes writeTimes, String table) {
    this.mapping = mapping;
    this.writeTimes = writeTimes;
    this.table = table;
  }

  /**
   * What an answer holds.
   *
   * @param next the iterator to go on with; empty at the end of the shard
   */
  record Answer(List<StreamRecord> records, Optional<String> next) {}

  /**
   * Reads an answer, in UTF-8.
   *
   * @throws IOException when it is no JSON object, or not a whole one
   */
  Answer read(byte[] answer) throws IOException {
    List<StreamRecord> records = new ArrayList<>();
    String next = "";
    try (JsonParser parser = JSON.createParser(answer)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        // It would look like the end of the shard.
        throw new IOException("GetRecords was answered with no JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (name.equals("NextShardIterator") && value == JsonToken.VALUE_STRING) {
          next = parser.getText();
        } else if (name.equals("Records") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            records.add(new Parts(parser, answer).record());
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return new Answer(records, Optional.of(next).filter(iterator -> !iterator.isEmpty()));
  }

  /** One record's members, most of them as JSON text. */
  private final class Parts {
    private final JsonParser parser;
    private final byte[] answer;
    private final Map<String, String> outer = new HashMap<>();
    private final Map<String, String> change = new HashMap<>();
    private String sequenceNumber = "";
    private String user = "";
    private long createdAtMillis;

    private Parts(JsonParser parser, byte[] answer) {
      this.parser = parser;
      this.answer = answer;
    }

    /** The arrival is the true time of the write where it is known, else what the stream says. */
    private StreamRecord record() throws IOException {
      readRecord();
      String keysText = change.getOrDefault("Keys", "{}");
      Map<String, JsonNode> keys = new TreeMap<>();
      JSON.readTree(keysText).properties().forEach(key -> keys.put(key.getKey(), key.getValue()));
      long arrival = writeTimes.writtenAtMillis(table, keys).orElse(createdAtMillis);
      // One key needs no order, and is the usual case.
      String lane = keys.size() == 1 ? keysText : JSON.writeValueAsString(keys);
      return new StreamRecord(sequenceNumber, lane, arrival, event(arrival));
    }

    private void readRecord() throws IOException {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (name.equals("dynamodb") && value == JsonToken.START_OBJECT) {
          readChange();
        } else if (name.equals("userIdentity") && value == JsonToken.START_OBJECT) {
          JsonNode identity = parser.readValueAsTree();
          user =
              JSON.createObjectNode()
                  .put("principalId", identity.path("PrincipalId").asText())
                  .put("type", identity.path("Type").asText())
                  .toString();
        } else {
          outer.put(name, text());
        }
      }
    }

    private void readChange() throws IOException {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (name.equals("ApproximateCreationDateTime") && value.isNumeric()) {
          createdAtMillis = parser.getDecimalValue().movePointRight(3).longValue();
        } else {
          change.put(name, text());
          if (name.equals("SequenceNumber")) {
            sequenceNumber = parser.getText();
          }
        }
      }
    }

    /**
     * The value that the parser stands at, as it is in the answer; the parser then is behind it.
     */
    private String text() throws IOException {
      int start = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      int end = (int) parser.currentLocation().getByteOffset();
      return new String(answer, start, end - start, StandardCharsets.UTF_8);
    }

    private String event(long arrivalMillis) {
      StringBuilder json = new StringBuilder(1_024).append('{');
      member(json, outer, "eventID");
      member(json, outer, "eventName");
      json.append("\"eventVersion\":\"1.1\",\"eventSource\":\"aws:dynamodb\",\"awsRegion\":\"")
          .append(mapping.region())
          .append("\",\"dynamodb\":{");
      member(json, change, "Keys");
      member(json, change, "NewImage");
      member(json, change, "OldImage");
      member(json, change, "SequenceNumber");
      member(json, change, "SizeBytes");
      member(json, change, "StreamViewType");
      json.append("\"ApproximateCreationDateTime\":")
          .append(Math.floorDiv(arrivalMillis, 1000L))
          .append("},");
      if (!user.isEmpty()) {
        json.append("\"userIdentity\":").append(user).append(',');
      }
      return json.append("\"eventSourceARN\":\"")
          .append(mapping.sourceArn())
          .append("\"}")
          .toString();
    }

    private static void member(StringBuilder json, Map<String, String> from, String name) {
      String value = from.get(name);
      if (value != null) {
        json.append('"').append(name).append("\":").append(value).append(',');
      }
    }
  }
}
