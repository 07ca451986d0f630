// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.record.Place;
import org.jspecify.annotations.Nullable;

/**
 * What Millrace reads of a database entry; the rest is skipped. Source: MaxMind's documented layout
 * of GeoIP2 City, with the autonomous system number at the top level where it is.
 */
final class GeoEntry {

  private static final double E6 = 1_000_000;

  private @Nullable String country;
  private @Nullable String region;
  private @Nullable String city;
  private @Nullable Long latE6;
  private @Nullable Long lonE6;
  private @Nullable Long asn;

  private GeoEntry() {}

  /**
   * @throws java.io.UncheckedIOException when a field is not of its type
   */
  static Place place(MmdbCursor entry) {
    GeoEntry read = new GeoEntry();
    read.all(entry);
    return new Place(read.country, read.region, read.city, read.latE6, read.lonE6, read.asn);
  }

  private void all(MmdbCursor entry) {
    int opened = entry.openMap();
    for (int left = entry.size(); left > 0; left--) {
      switch (entry.text()) {
        case "country" -> country = text(entry, "iso_code");
        case "subdivisions" -> region = largest(entry);
        case "city" -> city = name(entry);
        case "location" -> location(entry);
        case "autonomous_system_number" -> asn = entry.unsigned();
        default -> entry.skip();
      }
    }
    entry.close(opened);
  }

  /** The first of the list. */
  private static @Nullable String largest(MmdbCursor entry) {
    String name = null;
    int opened = entry.openList();
    int all = entry.size();
    for (int i = 0; i < all; i++) {
      if (i == 0) {
        name = name(entry);
      } else {
        entry.skip();
      }
    }
    entry.close(opened);
    return name;
  }

  private void location(MmdbCursor entry) {
    int opened = entry.openMap();
    for (int left = entry.size(); left > 0; left--) {
      switch (entry.text()) {
        case "latitude" -> latE6 = Math.round(entry.fraction() * E6);
        case "longitude" -> lonE6 = Math.round(entry.fraction() * E6);
        default -> entry.skip();
      }
    }
    entry.close(opened);
  }

  /** The English one of the names that a place has. */
  private static @Nullable String name(MmdbCursor entry) {
    String name = null;
    int opened = entry.openMap();
    for (int left = entry.size(); left > 0; left--) {
      if (entry.text().equals("names")) {
        name = text(entry, "en");
      } else {
        entry.skip();
      }
    }
    entry.close(opened);
    return name;
  }

  private static @Nullable String text(MmdbCursor entry, String wanted) {
    String text = null;
    int opened = entry.openMap();
    for (int left = entry.size(); left > 0; left--) {
      if (entry.text().equals(wanted)) {
        text = entry.text();
      } else {
        entry.skip();
      }
    }
    entry.close(opened);
    return text;
  }
}
