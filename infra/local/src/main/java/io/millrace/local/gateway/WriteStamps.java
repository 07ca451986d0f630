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

  private record Stamp(long millis, boolean read) {
    private Stamp asRead() {
      return read ? this : new Stamp(millis, true);
    }
  }

  private final Map<String, Stamp> stamps =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Stamp> eldest) {
          return size() > LIMIT;
        }
      };

  @Override
  public OptionalLong writtenAtMillis(String tableName, Map<String, JsonNode> keys) {
    String key = key(tableName, keys);
    synchronized (this) {
      Stamp stamp = stamps.computeIfPresent(key, (_, found) -> found.asRead());
      return stamp == null ? OptionalLong.empty() : OptionalLong.of(stamp.millis);
    }
  }

  /** Remembers a write; {@code keys} are the key attributes as DynamoDB's JSON has them. */
  void written(String tableName, Map<String, JsonNode> keys, long atMillis) {
    String key = key(tableName, keys);
    synchronized (this) {
      stamps.merge(
          key, new Stamp(atMillis, false), (found, written) -> found.read ? written : found);
    }
  }

  private static String key(String table, Map<String, JsonNode> keys) {
    StringBuilder joined = new StringBuilder(table).append('\0');
    keys.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            key ->
                joined.append(key.getKey()).append('\0').append(text(key.getValue())).append('\0'));
    return joined.toString();
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
