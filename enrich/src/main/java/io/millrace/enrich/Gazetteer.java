// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.record.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Known places, to name the one nearest to a photo. A few hundred cities are searched one by one:
 * that takes microseconds, and a photo's decoding takes a million times as long. Thread-safe.
 */
final class Gazetteer {

  private static final String RESOURCE = "places.tsv";
  private static final double EARTH_RADIUS_KM = 6_371.0088;
  private static final double E6 = 1_000_000;

  /** A city as a point on the unit sphere, so that a comparison needs no trigonometry. */
  private record City(String country, String region, String name, double x, double y, double z) {}

  private final List<City> cities;
  private final double maxDistanceKm;

  private Gazetteer(List<City> cities, double maxDistanceKm) {
    this.cities = cities;
    this.maxDistanceKm = maxDistanceKm;
  }

  /** The cities that come with Millrace, made from the tz database. */
  static Gazetteer bundled(double maxDistanceKm) {
    InputStream resource =
        Objects.requireNonNull(Gazetteer.class.getResourceAsStream(RESOURCE), RESOURCE);
    List<City> cities = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          cities.add(city(line.split("\t", -1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
    return new Gazetteer(cities, maxDistanceKm);
  }

  private static City city(String[] columns) {
    double[] p = point(Long.parseLong(columns[3]), Long.parseLong(columns[4]));
    return new City(columns[0], columns[1], columns[2], p[0], p[1], p[2]);
  }

  /**
   * The place of a position: the position itself, named by the nearest city unless that is too far.
   */
  Place nearest(long latE6, long lonE6) {
    double[] p = point(latE6, lonE6);
    City best = null;
    double bestDot = Math.cos(Math.min(Math.PI, maxDistanceKm / EARTH_RADIUS_KM));
    for (City c : cities) {
      double dot = c.x * p[0] + c.y * p[1] + c.z * p[2];
      if (dot >= bestDot) {
        bestDot = dot;
        best = c;
      }
    }
    return best == null
        ? new Place(null, null, null, latE6, lonE6, null)
        : new Place(best.country, best.region, best.name, latE6, lonE6, null);
  }

  private static double[] point(long latE6, long lonE6) {
    double lat = Math.toRadians(latE6 / E6);
    double lon = Math.toRadians(lonE6 / E6);
    return new double[] {
      Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)
    };
  }
}
