// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.maxmind.db.MaxMindDbParameter;
import io.millrace.shared.record.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Millrace reads of a database entry, for MaxMind's reader; it skips the rest. Public, with
 * its parts, because the reader calls the constructors.
 */
public record GeoRecord(
    @MaxMindDbParameter(name = "country") @Nullable Country country,
    @MaxMindDbParameter(name = "subdivisions") @Nullable List<Subdivision> subdivisions,
    @MaxMindDbParameter(name = "city") @Nullable City city,
    @MaxMindDbParameter(name = "location") @Nullable Location location,
    @MaxMindDbParameter(name = "autonomous_system_number") @Nullable Long asn) {

  private static final String ENGLISH = "en";
  private static final double E6 = 1_000_000;

  /** A country by its ISO 3166-1 alpha-2 code. */
  public record Country(@MaxMindDbParameter(name = "iso_code") @Nullable String isoCode) {}

  /** A region, the largest one first in the list. */
  public record Subdivision(
      @MaxMindDbParameter(name = "names") @Nullable Map<String, String> names) {}

  /** A city. */
  public record City(@MaxMindDbParameter(name = "names") @Nullable Map<String, String> names) {}

  /** A position in degrees. */
  public record Location(
      @MaxMindDbParameter(name = "latitude") @Nullable Double latitude,
      @MaxMindDbParameter(name = "longitude") @Nullable Double longitude) {}

  Place place() {
    return new Place(
        country == null ? null : country.isoCode,
        subdivisions == null || subdivisions.isEmpty()
            ? null
            : english(subdivisions.getFirst().names),
        city == null ? null : english(city.names),
        location == null ? null : e6(location.latitude),
        location == null ? null : e6(location.longitude),
        asn);
  }

  private static @Nullable String english(@Nullable Map<String, String> names) {
    return names == null ? null : names.get(ENGLISH);
  }

  private static @Nullable Long e6(@Nullable Double degrees) {
    return degrees == null ? null : Math.round(degrees * E6);
  }
}
