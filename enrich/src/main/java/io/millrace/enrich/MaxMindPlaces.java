// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import io.millrace.shared.record.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Places from a MaxMind DB file of any vendor that has the layout of GeoIP2 City, Country or a
 * superset with the autonomous system. The file is read whole when opened. Thread-safe.
 */
final class MaxMindPlaces implements NetworkPlaces {

  private static final String SAMPLE = "sample.mmdb";

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
          "Geolocation database " + file + " (" + EnrichConfig.GEO_DATABASE + ")", e);
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
    try {
      GeoRecord found = reader.get(address, GeoRecord.class);
      return found == null ? null : found.place();
    } catch (IOException e) {
      throw new UncheckedIOException("Geolocation database is damaged: " + build, e);
    }
  }

  @Override
  public String build() {
    return build;
  }
}
