// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** DynamoDB stream records as Lambda sends them. [with-ddb] */
final class DynamoEvents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DynamoEvents() {}

  /** The arrival is the true time of the write where it is known, else what the stream says. */
  static StreamRecord record(MappingIdentity mapping, Record record, OptionalLong writtenAtMillis) {
    var change = record.dynamodb();
    long arrival =
        writtenAtMillis.orElseGet(() -> change.approximateCreationDateTime().toEpochMilli());
    ObjectNode json = JSON.objectNode();
    json.put("eventID", record.eventID())
        .put("eventName", record.eventNameAsString())
        .put("eventVersion", "1.1")
        .put("eventSource", "aws:dynamodb")
        .put("awsRegion", mapping.region());
    ObjectNode image = json.putObject("dynamodb");
    image.put("ApproximateCreationDateTime", Math.floorDiv(arrival, 1000L));
    image.set("Keys", item(change.keys()));
    if (change.hasNewImage()) {
      image.set("NewImage", item(change.newImage()));
    }
    if (change.hasOldImage()) {
      image.set("OldImage", item(change.oldImage()));
    }
    image
        .put("SequenceNumber", change.sequenceNumber())
        .put("SizeBytes", change.sizeBytes())
        .put("StreamViewType", change.streamViewTypeAsString());
    Identity user = record.userIdentity();
    if (user != null) {
      json.putObject("userIdentity")
          .put("principalId", user.principalId())
          .put("type", user.type());
    }
    json.put("eventSourceARN", mapping.sourceArn());
    String key = item(new TreeMap<>(change.keys())).toString();
    return new StreamRecord(change.sequenceNumber(), key, arrival, json.toString());
  }

  private static ObjectNode item(Map<String, AttributeValue> attributes) {
    ObjectNode node = JSON.objectNode();
    attributes.forEach((name, value) -> node.set(name, value(value)));
    return node;
  }

  private static JsonNode value(AttributeValue value) {
    ObjectNode node = JSON.objectNode();
    return switch (value.type()) {
      case S -> node.put("S", value.s());
      case N -> node.put("N", value.n());
      case B -> node.put("B", value.b().asByteArrayUnsafe());
      case BOOL -> node.put("BOOL", value.bool());
      case NUL -> node.put("NULL", true);
      case SS -> node.set("SS", texts(value.ss()));
      case NS -> node.set("NS", texts(value.ns()));
      case BS -> {
        ArrayNode array = node.putArray("BS");
        for (SdkBytes bytes : value.bs()) {
          array.add(bytes.asByteArrayUnsafe());
        }
        yield node;
      }
      case L -> {
        ArrayNode array = node.putArray("L");
        value.l().forEach(element -> array.add(value(element)));
        yield node;
      }
      case M -> node.set("M", item(value.m()));
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalStateException(
              "an attribute of a stream record has a type unknown to the SDK");
    };
  }

  private static ArrayNode texts(List<String> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(array::add);
    return array;
  }
}
