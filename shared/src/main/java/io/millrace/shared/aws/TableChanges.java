// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.shared.aws.TableChange.Other;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch of a table's stream, from the event that Lambda makes of it. Source: AWS Lambda Developer
 * Guide, "Using AWS Lambda with Amazon DynamoDB" and "Tumbling windows".
 *
 * @param shardId only windowed events name it; null in others
 */
public record TableChanges(@Nullable String shardId, List<TableChange> records) {

  /** Who removes what has expired. Source: DynamoDB Developer Guide, "Streams and Time to Live". */
  private static final String TIME_TO_LIVE = "dynamodb.amazonaws.com";

  /**
   * @throws IOException when the text is no such event; nothing of it can be worked off then
   */
  public static TableChanges of(InputStream event) throws IOException {
    EventSources.Read<TableChange> read =
        EventSources.read(event, (json, index) -> new Draft().read(json).toChange(index));
    return new TableChanges(read.shardId(), read.records());
  }

  /** What was read of a record so far. */
  private static final class Draft {
    private @Nullable String sequenceNumber;
    private @Nullable String event;
    private @Nullable String sourceArn;
    private @Nullable Map<String, Object> before;
    private @Nullable Map<String, Object> after;
    private boolean byTimeToLive;

    Draft read(JsonParser json) throws IOException {
      for (String field = EventSources.nextField(json);
          field != null;
          field = EventSources.nextField(json)) {
        switch (field) {
          case "eventName" -> event = EventSources.text(json);
          case "eventSourceARN" -> sourceArn = EventSources.text(json);
          case "dynamodb" -> {
            if (EventSources.opens(json, JsonToken.START_OBJECT)) {
              change(json);
            }
          }
          case "userIdentity" -> {
            if (EventSources.opens(json, JsonToken.START_OBJECT)) {
              identity(json);
            }
          }
          default -> json.skipChildren();
        }
      }
      return this;
    }

    private void change(JsonParser json) throws IOException {
      for (String field = EventSources.nextField(json);
          field != null;
          field = EventSources.nextField(json)) {
        switch (field) {
          case "SequenceNumber" -> sequenceNumber = EventSources.text(json);
          case "OldImage" -> before = image(json);
          case "NewImage" -> after = image(json);
          default -> json.skipChildren();
        }
      }
    }

    private void identity(JsonParser json) throws IOException {
      for (String field = EventSources.nextField(json);
          field != null;
          field = EventSources.nextField(json)) {
        if (field.equals("principalId")) {
          byTimeToLive = TIME_TO_LIVE.equals(EventSources.text(json));
        } else {
          json.skipChildren();
        }
      }
    }

    /** Null for an image that is null or empty: there is none. */
    private static @Nullable Map<String, Object> image(JsonParser json) throws IOException {
      if (!EventSources.opens(json, JsonToken.START_OBJECT)) {
        return null;
      }
      Map<String, Object> image = new LinkedHashMap<>();
      for (String name = EventSources.nextField(json);
          name != null;
          name = EventSources.nextField(json)) {
        EventSources.opens(json, JsonToken.START_OBJECT);
        image.put(name, value(json));
      }
      return image.isEmpty() ? null : image;
    }

    /** One attribute: {@code {"S":"text"}} or {@code {"N":"12"}}. */
    private static Object value(JsonParser json) throws IOException {
      Object value = new Other("null");
      for (String type = EventSources.nextField(json);
          type != null;
          type = EventSources.nextField(json)) {
        if (type.equals("S") && json.currentToken() == JsonToken.VALUE_STRING) {
          value = json.getText();
        } else if (type.equals("N") && json.currentToken() == JsonToken.VALUE_STRING) {
          value = number(json.getText());
        } else {
          value = new Other(type);
          json.skipChildren();
        }
      }
      return value;
    }

    private static Object number(String digits) {
      try {
        return Long.valueOf(digits);
      } catch (NumberFormatException e) {
        return new Other("N " + digits);
      }
    }

    TableChange toChange(int index) throws IOException {
      return new TableChange(
          EventSources.needed(sequenceNumber, "dynamodb.SequenceNumber", index),
          event == null ? "" : event,
          before,
          after,
          byTimeToLive,
          sourceArn == null ? "" : sourceArn);
    }
  }
}
