// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import io.millrace.shared.record.Keeping;
import java.time.Instant;
import java.util.Optional;

/**
 * One cell of the view. It is stored in several spreads, so that several writers seldom meet; its
 * value is their sum.
 *
 * @param start of the stretch of time, a multiple of the grain
 * @param name the type of events, the content type of photos, the reason of rejects; any text
 */
public record Cell(Grain grain, Instant start, Kind kind, String name) {

  /** The attribute that counts everything in the cell. */
  public static final String TOTAL = "total";

  /** Prefix of the attributes that count by country. */
  public static final String COUNTRY = "c:";

  /** Prefix of the attributes that count by the stage that rejected. */
  public static final String STAGE = "s:";

  /** Stands for a country that is not known; ISO 3166 leaves it to its users. */
  public static final String UNKNOWN_COUNTRY = "ZZ";

  private static final char SEPARATOR = '#';

  public String partitionKey() {
    return partitionKey(grain, start);
  }

  static String partitionKey(Grain grain, Instant start) {
    return grain.key() + SEPARATOR + grain.format(start);
  }

  /** What the sort keys of all cells of a kind begin with. */
  static String sortKeyPrefix(Kind kind) {
    return kind.key() + SEPARATOR;
  }

  public String sortKey(int spread) {
    return sortKeyPrefix(kind) + name + SEPARATOR + spread;
  }

  /**
   * Reads a key of the aggregates table.
   *
   * @return empty when it is the key of something else, such as a mark
   * @throws IllegalArgumentException when it is a cell's but not of the contract
   */
  static Optional<Cell> parse(String partitionKey, String sortKey) {
    int split = partitionKey.indexOf(SEPARATOR);
    int kindEnd = sortKey.indexOf(SEPARATOR);
    int nameEnd = sortKey.lastIndexOf(SEPARATOR);
    if (split < 0 || kindEnd < 0 || kindEnd == nameEnd) {
      return Optional.empty();
    }
    Grain grain = Grain.ofKey(partitionKey.substring(0, split));
    return Optional.of(
        new Cell(
            grain,
            grain.parse(partitionKey.substring(split + 1)),
            Kind.ofKey(sortKey.substring(0, kindEnd)),
            // A type may hold the separator; neither a kind nor a spread does.
            sortKey.substring(kindEnd + 1, nameEnd)));
  }

  /** From when on the cell may be gone. */
  public Instant expiry(Keeping keeping) {
    return grain == Grain.MINUTE ? keeping.minuteExpiry(start) : keeping.recordExpiry(start);
  }

  @Override
  public String toString() {
    return partitionKey() + " " + kind.key() + SEPARATOR + name;
  }
}
