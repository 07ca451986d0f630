// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sample geolocation database: the documentation networks, in the structure of GeoLite2-City
 * with the ASN in it.
 */
final class SampleDatabase {

  /** Fixed, because a database's build is part of what a stage stores. */
  static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");

  private static final double MICRO = 1e6;

  private SampleDatabase() {}

  static byte[] bytes() {
    MmdbWriter writer =
        new MmdbWriter(
            "Millrace-Sample-City",
            "Documentation networks (RFC 5737, RFC 3849) spread over the cities of the tz database",
            BUILT.getEpochSecond());
    for (Network network : Networks.all()) {
      writer.put(network.address(), network.prefixLength(), value(network));
    }
    return writer.toBytes();
  }

  private static Map<String, Object> value(Network network) {
    Place place = network.place();
    Map<String, Object> country = new LinkedHashMap<>();
    country.put("iso_code", place.country());
    country.put("names", english(place.countryName()));
    Map<String, Object> location = new LinkedHashMap<>();
    location.put("latitude", place.latE6() / MICRO);
    location.put("longitude", place.lonE6() / MICRO);
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("autonomous_system_number", MmdbData.uint32(network.asn()));
    value.put("autonomous_system_organization", network.organization());
    value.put("city", Map.of("names", english(place.city())));
    value.put("country", country);
    value.put("location", location);
    value.put("subdivisions", List.of(Map.of("names", english(place.region()))));
    return value;
  }

  private static Map<String, Object> english(String name) {
    return Map.of("en", name);
  }
}
