// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import io.millrace.shared.record.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the table's stream says: the part before and the part after. Source: DynamoDB
 * API reference, Record and StreamRecord.
 *
 * @param before null when the part was inserted
 * @param after null when it was removed
 * @param expired whether it was removed because its time was up
 */
record Images(@Nullable Part before, @Nullable Part after, boolean expired) {

  private static final String REMOVE = "REMOVE";
  private static final String TIME_TO_LIVE = "dynamodb.amazonaws.com";

  /**
   * @throws IllegalArgumentException when an image is missing or is not a part
   */
  static Images of(DynamodbStreamRecord record) {
    Part before = part(record.getDynamodb().getOldImage());
    Part after = part(record.getDynamodb().getNewImage());
    String event = String.valueOf(record.getEventName());
    boolean complete =
        switch (event) {
          case "INSERT" -> before == null && after != null;
          case "MODIFY" -> before != null && after != null;
          case REMOVE -> before != null && after == null;
          default -> false;
        };
    if (!complete) {
      throw new IllegalArgumentException(
          "A record of event "
              + event
              + (before == null ? " without" : " with")
              + " an old image and"
              + (after == null ? " without" : " with")
              + " a new one; the stream must carry NEW_AND_OLD_IMAGES");
    }
    return new Images(before, after, event.equals(REMOVE) && byTimeToLive(record));
  }

  /** Source: DynamoDB Developer Guide, "DynamoDB Streams and Time to Live". */
  private static boolean byTimeToLive(DynamodbStreamRecord record) {
    Identity identity = record.getUserIdentity();
    return identity != null && TIME_TO_LIVE.equals(identity.getPrincipalId());
  }

  private static @Nullable Part part(@Nullable Map<String, AttributeValue> image) {
    if (image == null || image.isEmpty()) {
      return null;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    image.forEach((name, value) -> fields.put(name, plain(name, value)));
    return Part.of(fields);
  }

  private static Object plain(String name, AttributeValue value) {
    if (value.getN() != null) {
      return Long.valueOf(value.getN());
    }
    if (value.getS() != null) {
      return value.getS();
    }
    throw new IllegalArgumentException(
        "Attribute " + name + " is " + value + ", allowed is a text or a whole number");
  }
}
