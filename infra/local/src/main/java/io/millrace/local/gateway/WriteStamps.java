// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.lambda.StreamRecordClock;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * When the items of streamed tables were written, by key, as the gateway saw the requests go by.
 *
 * <p>Precision: milliseconds, at the request's arrival. The first write of a key that no reader has
 * asked for wins, so an item written twice before its first record is read gives both records the
 * earlier time: an age is never understated. A write that changes nothing leaves a stamp no record
 * belongs to, and the next real change of that item gets the earlier time as well; whoever reads
 * knows the record's minute and may take the later of the two. Several readers of a stream get the
 * same answer. The oldest of {@value #LIMIT} keys is forgotten first.
 */
public final class WriteStamps implements StreamRecordClock {
  private static final int LIMIT = 200_000;

  private record Stamp(long millis, boolean read) {}

  private final Map<String, Stamp> stamps =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Stamp> eldest) {
          return size() > LIMIT;
        }
      };

  @Override
  public synchronized OptionalLong writtenAtMillis(
      String tableName, Map<String, AttributeValue> keys) {
    Stamp stamp =
        stamps.computeIfPresent(
            fromSdk(tableName, keys), (key, found) -> new Stamp(found.millis, true));
    return stamp == null ? OptionalLong.empty() : OptionalLong.of(stamp.millis);
  }

  /** Remembers a write; {@code keys} are the key attributes as DynamoDB's JSON has them. */
  synchronized void written(String tableName, Map<String, JsonNode> keys, long atMillis) {
    stamps.merge(
        fromJson(tableName, keys),
        new Stamp(atMillis, false),
        (found, written) -> found.read ? written : found);
  }

  private static String fromSdk(String table, Map<String, AttributeValue> keys) {
    Map<String, String> texts = new TreeMap<>();
    keys.forEach((name, value) -> texts.put(name, text(value)));
    return joined(table, texts);
  }

  private static String fromJson(String table, Map<String, JsonNode> keys) {
    Map<String, String> texts = new TreeMap<>();
    keys.forEach((name, value) -> texts.put(name, text(value)));
    return joined(table, texts);
  }

  private static String joined(String table, Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(entry -> entry.getKey() + "\0" + entry.getValue())
        .collect(Collectors.joining("\0", table + "\0", ""));
  }

  private static String text(AttributeValue value) {
    if (value.n() != null) {
      return number(value.n());
    }
    return value.b() == null
        ? "S" + value.s()
        : "B" + HexFormat.of().formatHex(value.b().asByteArrayUnsafe());
  }

  private static String text(JsonNode value) {
    if (value.has("N")) {
      return number(value.get("N").asText());
    }
    if (value.has("B")) {
      return "B" + HexFormat.of().formatHex(decoded(value.get("B").asText()));
    }
    return "S" + value.path("S").asText();
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static String number(String text) {
    return "N" + new BigDecimal(text).stripTrailingZeros().toPlainString();
  }
}
