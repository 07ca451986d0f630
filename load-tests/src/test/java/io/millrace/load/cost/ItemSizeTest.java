// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.aws.PartItems;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Decoded;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Place;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An event of 300 bytes takes one write unit: its item stays below 1 KB, however the bytes are
 * spread over its attributes, with the longest place there is. [DynamoDB Developer Guide, Item
 * sizes and formats]
 */
class ItemSizeTest {

  private static final int EVENT_BYTES = 300;
  private static final int WRITE_UNIT = 1_024;
  private static final String TIME = "2026-11-23T14:05:12.345Z";

  /** Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch has 58 letters. */
  private static final Place LONGEST =
      new Place("GB", "r".repeat(48), "Ł".repeat(58), -89_999_999L, -179_999_999L, 4_294_967_295L);

  @Property(tries = 200)
  void itemOfA300ByteEvent_isBelowAWriteUnit(
      @ForAll @IntRange(min = 1, max = 40) int id,
      @ForAll @IntRange(min = 1, max = 40) int source,
      @ForAll @IntRange(min = 1, max = 30) int type,
      @ForAll @IntRange(min = 0, max = 20) int subject,
      @ForAll boolean withData) {
    byte[] json = event(id, source, type, subject, withData);
    assertThat(json).hasSize(EVENT_BYTES);

    long bytes = bytes(part(json, LONGEST));

    assertThat(bytes).isLessThan(WRITE_UNIT);
    assertThat((double) bytes)
        .as("the cost model's upper bound")
        .isLessThan(Given.ITEM_BYTES.value());
  }

  private static byte[] event(int id, int source, int type, int subject, boolean withData) {
    String head =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\",\"time\":\"%s\","
                .formatted("i".repeat(id), "s".repeat(source), "t".repeat(type), TIME)
            + "\"clientip\":\"198.51.100.77\""
            + (subject == 0 ? "" : ",\"subject\":\"" + "u".repeat(subject) + "\"");
    // What is left over is data, or an attribute that nobody knows.
    String tail = withData ? ",\"data\":{\"d\":\"" : ",\"xtra\":\"";
    String end = withData ? "\"}}" : "\"}";
    int rest = EVENT_BYTES - head.length() - tail.length() - end.length();
    assertThat(rest).isNotNegative();
    return (head + tail + "d".repeat(rest) + end).getBytes(StandardCharsets.UTF_8);
  }

  private static EventPart part(byte[] json, Place place) {
    Decoded decoded = EventCodec.readPacked(json).getFirst();
    if (!(decoded.outcome() instanceof Outcome.Accepted<CloudEvent>(CloudEvent event))) {
      throw new AssertionError("Readable: " + decoded.outcome());
    }
    return new EventPart(
        event.recordId(),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        event.clientIp(),
        place,
        "GeoLite2-City 2026-11-20",
        event.data(),
        event.time().plus(Duration.ofDays(90)));
  }

  private static long bytes(EventPart part) {
    return PartItems.item(part).entrySet().stream()
        .mapToLong(attribute -> utf8(attribute.getKey()) + bytes(attribute.getValue()))
        .sum();
  }

  /** A number takes a byte for two digits, and one more. */
  private static long bytes(AttributeValue value) {
    return value.n() == null
        ? utf8(value.s())
        : (new BigDecimal(value.n()).stripTrailingZeros().precision() + 1) / 2 + 1;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
