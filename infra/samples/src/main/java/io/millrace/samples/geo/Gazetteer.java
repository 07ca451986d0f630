// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A few hundred cities of every country, from {@code zone.tab} and {@code iso3166.tab} of the tz
 * database, which are in the public domain and lie beside this class as they came.
 */
public final class Gazetteer {

  /** ISO 6709: degrees, minutes and perhaps seconds, of latitude and longitude. */
  private static final Pattern COORDINATES =
      Pattern.compile("([+-])(\\d{2})(\\d{2})(\\d{2})?([+-])(\\d{3})(\\d{2})(\\d{2})?");

  private static final long SECONDS_PER_DEGREE = 3_600;
  private static final long MICRO = 1_000_000;

  private Gazetteer() {}

  /** All places, in the order of the tz database. Research stations of Antarctica are no cities. */
  public static List<Place> places() {
    Map<String, String> countries =
        rows("iso3166.tab").stream().collect(Collectors.toMap(row -> row[0], row -> row[1]));
    Map<String, String> cities =
        rows("cities.tsv").stream().collect(Collectors.toMap(row -> row[0], row -> row[1]));
    return rows("zone.tab").stream()
        .filter(row -> !row[2].startsWith("Antarctica/"))
        .map(row -> place(row, countries, cities))
        .toList();
  }

  /** The file that enrich reads: columns separated by tabs, comments behind a #. */
  public static String tsv() {
    String header =
        """
        # Cities by the zones of the tz database's zone.tab, which is in the public domain.
        # Made by io.millrace.samples.geo.ReferenceData: country, region, city, latE6, lonE6.
        """;
    return header + rows();
  }

  private static String rows() {
    return places().stream()
        .map(
            place ->
                String.join(
                        "\t",
                        place.country(),
                        place.region(),
                        place.city(),
                        Integer.toString(place.latE6()),
                        Integer.toString(place.lonE6()))
                    + "\n")
        .collect(Collectors.joining());
  }

  private static Place place(
      String[] row, Map<String, String> countries, Map<String, String> cities) {
    String[] zone = row[2].split("/");
    Matcher coordinates = COORDINATES.matcher(row[1]);
    if (!coordinates.matches()) {
      throw new IllegalStateException(
          "zone.tab: coordinates of " + row[2] + " are no ISO 6709: " + row[1]);
    }
    return new Place(
        row[0],
        Objects.requireNonNull(countries.get(row[0]), () -> "iso3166.tab has no " + row[0]),
        name(zone[zone.length - 2]),
        cities.getOrDefault(row[2], name(zone[zone.length - 1])),
        microDegrees(coordinates, 1),
        microDegrees(coordinates, 5));
  }

  private static String name(String zonePart) {
    return zonePart.replace('_', ' ');
  }

  private static int microDegrees(Matcher coordinates, int group) {
    String seconds = coordinates.group(group + 3);
    long total =
        SECONDS_PER_DEGREE * Integer.parseInt(coordinates.group(group + 1))
            + 60L * Integer.parseInt(coordinates.group(group + 2))
            + (seconds == null ? 0 : Integer.parseInt(seconds));
    long micro = (total * MICRO + SECONDS_PER_DEGREE / 2) / SECONDS_PER_DEGREE;
    return Math.toIntExact(coordinates.group(group).equals("-") ? -micro : micro);
  }

  private static List<String[]> rows(String resource) {
    try (InputStream in = Gazetteer.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing from the samples");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + resource, e);
    }
  }
}
