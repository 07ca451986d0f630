// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQS events of Lambda to messages. Source: AWS Lambda Developer Guide, "Using Lambda with Amazon
 * SQS".
 */
public final class Messages {

  /**
   * One message.
   *
   * @param id given by SQS, the same at every delivery
   * @param sent when it was put into the queue
   * @param queueArn where it came from
   * @param receiptHandle of this delivery and no other
   * @param receives how often it was received, this time included
   * @param trace the tracing header that it carries; null when there is none
   */
  public record Message(
      String id,
      String body,
      Instant sent,
      String queueArn,
      String receiptHandle,
      int receives,
      @Nullable String trace) {

    /** A delivery of what carries no trace. */
    public Message(
        String id, String body, Instant sent, String queueArn, String receiptHandle, int receives) {
      this(id, body, sent, queueArn, receiptHandle, receives, null);
    }

    /** A first delivery that nobody gives back. */
    public Message(String id, String body, Instant sent, String queueArn) {
      this(id, body, sent, queueArn, "", 1);
    }
  }

  private Messages() {}

  /**
   * @throws IOException when the text is no such event; nothing of it can be worked off then
   */
  public static List<Message> of(InputStream event) throws IOException {
    return EventSources.read(event, (json, index) -> new Draft().read(json).toMessage(index))
        .records();
  }

  /** What was read of a message so far. */
  private static final class Draft {
    private @Nullable String id;
    private @Nullable String body;
    private @Nullable String queueArn;
    private @Nullable String receiptHandle;
    private long sent;
    private int receives = 1;
    private @Nullable String trace;

    Draft read(JsonParser json) throws IOException {
      for (String field = EventSources.nextField(json);
          field != null;
          field = EventSources.nextField(json)) {
        switch (field) {
          case "messageId" -> id = EventSources.text(json);
          case "body" -> body = EventSources.text(json);
          case "receiptHandle" -> receiptHandle = EventSources.text(json);
          case "eventSourceARN" -> queueArn = EventSources.text(json);
          case "attributes" -> {
            if (EventSources.opens(json, JsonToken.START_OBJECT)) {
              attributes(json);
            }
          }
          default -> json.skipChildren();
        }
      }
      return this;
    }

    private void attributes(JsonParser json) throws IOException {
      for (String field = EventSources.nextField(json);
          field != null;
          field = EventSources.nextField(json)) {
        switch (field) {
          case "SentTimestamp" -> sent = Long.parseLong(json.getText());
          case "AWSTraceHeader" -> trace = EventSources.text(json);
          case "ApproximateReceiveCount" -> receives = Integer.parseInt(json.getText());
          default -> json.skipChildren();
        }
      }
    }

    Message toMessage(int index) throws IOException {
      return new Message(
          EventSources.needed(id, "messageId", index),
          EventSources.needed(body, "body", index),
          Instant.ofEpochMilli(sent),
          EventSources.needed(queueArn, "eventSourceARN", index),
          receiptHandle == null ? "" : receiptHandle,
          receives,
          trace);
    }
  }
}
