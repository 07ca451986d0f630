// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import io.millrace.shared.record.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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
final class MaxMindPlaces implements NetworkPlaces, AutoCloseable {

  private static final String SAMPLE = "sample.mmdb";

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

  private final Reader reader;
  private final String build;

  private MaxMindPlaces(Reader reader) {
    this.reader = reader;
    Metadata metadata = reader.getMetadata();
    this.build = metadata.databaseType() + "@" + metadata.buildTime();
  }

  /**
   * Opens a database file.
   *
   * @throws UncheckedIOException when there is none or it is not a MaxMind DB
   */
  static MaxMindPlaces open(Path file) {
    try {
      return new MaxMindPlaces(new Reader(file.toFile(), Reader.FileMode.MEMORY, new CHMCache()));
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
      return new MaxMindPlaces(new Reader(in, new CHMCache()));
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
    try {
      DatabaseRecord<GeoRecord> found = reader.getRecord(address, GeoRecord.class);
      Place place = found.data() == null ? null : found.data().place();
      if (known.size() >= MAX_KNOWN) {
        known.clear();
      }
      known.put(
          found.network().networkAddress().getAddress(),
          new Known(found.network().prefixLength(), place));
      return place;
    } catch (IOException e) {
      throw new UncheckedIOException("Geolocation database is damaged: " + build, e);
    }
  }

  @Override
  public String build() {
    return build;
  }

  /** Lets go of the database; whoever asks afterwards is told so. */
  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Geolocation database " + build, e);
    }
  }
}
