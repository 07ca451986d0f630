// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.record.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Places from a MaxMind DB file of any vendor that has the layout of GeoIP2 City, Country or a
 * superset with the autonomous system. The file is read whole when opened. Thread-safe.
 */
final class MaxMindPlaces implements NetworkPlaces {

  private static final String SAMPLE = "sample.mmdb";

  /** What a Java array holds; the largest databases of such layouts have a fifth. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** A few megabytes; the addresses of a batch share fewer networks. */
  private static final int MAX_KNOWN = 10_000;

  /**
   * What the database says of a network, or of a stretch that it knows nothing of.
   *
   * @param prefixLength bits that the addresses of the network share
   */
  private record Known(int prefixLength, @Nullable Place place) {

    boolean reaches(byte[] first, byte[] address) {
      int bytes = prefixLength / Byte.SIZE;
      int bits = prefixLength % Byte.SIZE;
      return first.length == address.length
          && Arrays.equals(first, 0, bytes, address, 0, bytes)
          && (bits == 0 || (first[bytes] ^ address[bytes]) >> (Byte.SIZE - bits) == 0);
    }
  }

  /** By their first addresses: networks don't overlap, so only the nearest before can hold one. */
  private final ConcurrentSkipListMap<byte[], Known> known =
      new ConcurrentSkipListMap<>(
          (a, b) -> a.length != b.length ? a.length - b.length : Arrays.compareUnsigned(a, b));

  private final MmdbFile file;

  MaxMindPlaces(MmdbFile file) {
    this.file = file;
  }

  /**
   * Opens a database file.
   *
   * @throws UncheckedIOException when there is none, it is not a MaxMind DB, or has over 2 GB
   */
  static MaxMindPlaces open(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it has " + Files.size(file) + " bytes, allowed are " + MAX_BYTES);
      }
      return new MaxMindPlaces(new MmdbFile(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Geolocation database " + file + " (" + EnrichConfig.GEO_DATABASE + " or as pointed to)",
          e);
    }
  }

  /** The sample that comes with Millrace: documentation networks spread over the world. */
  static MaxMindPlaces sample() {
    try (InputStream in =
        Objects.requireNonNull(MaxMindPlaces.class.getResourceAsStream(SAMPLE), SAMPLE)) {
      return new MaxMindPlaces(new MmdbFile(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(SAMPLE, e);
    }
  }

  @Override
  public @Nullable Place of(InetAddress address) {
    byte[] bytes = address.getAddress();
    Map.Entry<byte[], Known> nearest = known.floorEntry(bytes);
    if (nearest != null && nearest.getValue().reaches(nearest.getKey(), bytes)) {
      return nearest.getValue().place();
    }
    MmdbFile.Found found = file.find(bytes);
    Place place = found.value() == MmdbFile.NOTHING ? null : GeoEntry.place(file.at(found));
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    known.put(first(bytes, found.prefixLength()), new Known(found.prefixLength(), place));
    return place;
  }

  /** The address with nothing but its network's bits. */
  private static byte[] first(byte[] address, int prefixLength) {
    byte[] first = new byte[address.length];
    int bytes = prefixLength / Byte.SIZE;
    System.arraycopy(address, 0, first, 0, bytes);
    if (bytes < first.length) {
      first[bytes] = (byte) (address[bytes] & -(1 << (Byte.SIZE - prefixLength % Byte.SIZE)));
    }
    return first;
  }

  @Override
  public String build() {
    return file.build();
  }
}
