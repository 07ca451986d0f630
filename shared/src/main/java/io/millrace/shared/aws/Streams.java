// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kinesis events of Lambda to records. Source: AWS Lambda Developer Guide, "Using Lambda to process
 * records from Amazon Kinesis Data Streams".
 */
public final class Streams {

  private static final int DIGITS_OF_MILLIS = 3;

  private Streams() {}

  /**
   * @throws IOException when the text is no such event; nothing of it can be worked off then
   */
  public static List<StreamRecord> records(InputStream event) throws IOException {
    return EventSources.read(event, (json, index) -> new Draft().read(json).toRecord(index))
        .records();
  }

  /** What was read of a record so far. */
  private static final class Draft {
    private @Nullable String eventId;
    private @Nullable String sequenceNumber;
    private @Nullable Instant arrived;
    private byte @Nullable [] data;
    private @Nullable String partitionKey;

    Draft read(JsonParser json) throws IOException {
      for (String field = EventSources.nextField(json);
          field != null;
          field = EventSources.nextField(json)) {
        if (field.equals("eventID")) {
          eventId = EventSources.text(json);
        } else if (field.equals("kinesis") && EventSources.opens(json, JsonToken.START_OBJECT)) {
          kinesis(json);
        } else {
          json.skipChildren();
        }
      }
      return this;
    }

    private void kinesis(JsonParser json) throws IOException {
      for (String field = EventSources.nextField(json);
          field != null;
          field = EventSources.nextField(json)) {
        switch (field) {
          case "sequenceNumber" -> sequenceNumber = EventSources.text(json);
          case "partitionKey" -> partitionKey = EventSources.text(json);
          case "data" -> data = json.getBinaryValue();
          case "approximateArrivalTimestamp" -> arrived = seconds(json.getDecimalValue());
          default -> json.skipChildren();
        }
      }
    }

    /** Seconds with a fraction, to the millisecond: as Kinesis keeps it. */
    private static Instant seconds(BigDecimal seconds) {
      return Instant.ofEpochMilli(seconds.movePointRight(DIGITS_OF_MILLIS).longValue());
    }

    StreamRecord toRecord(int index) throws IOException {
      // A Kinesis event names its shard only here: "shardId-000000000000:sequence number", and
      // behind another colon the position of the first event, in a replay.
      String id = EventSources.needed(eventId, "eventID", index);
      int first = id.indexOf(':');
      int second = first < 0 ? -1 : id.indexOf(':', first + 1);
      return new StreamRecord(
          first < 0 ? id : id.substring(0, first),
          EventSources.needed(sequenceNumber, "kinesis.sequenceNumber", index),
          second < 0 ? 0 : Integer.parseInt(id.substring(second + 1)),
          EventSources.needed(arrived, "kinesis.approximateArrivalTimestamp", index),
          EventSources.needed(data, "kinesis.data", index),
          partitionKey == null ? null : PartitionKeys.trace(partitionKey));
    }
  }
}
