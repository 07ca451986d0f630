// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import io.millrace.shared.record.Keeping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the enrich function.
 *
 * @param geoDatabase a MaxMind database file (.mmdb), as in a layer; empty for the bundled sample
 * @param referenceBucket where a pointer to a newer database stands; empty to stay with that one
 * @param geolocationInterval from one look at the pointer to the next, at least
 * @param truncateIp whether records hold a network instead of an address
 * @param maxPlaceDistanceKm beyond this distance the nearest place says nothing about a photo
 */
record EnrichConfig(
    String recordsTable,
    String resizeQueueUrl,
    String rejectsBucket,
    Optional<Path> geoDatabase,
    Optional<String> referenceBucket,
    Duration geolocationInterval,
    boolean truncateIp,
    int maxPlaceDistanceKm,
    Keeping keeping) {

  @Meaning("Table that parts \"event\" go to")
  static final String RECORDS_TABLE = "RECORDS_TABLE";

  @Meaning("Queue that photos go to")
  static final String RESIZE_QUEUE_URL = "RESIZE_QUEUE_URL";

  @Meaning("Bucket that the bytes of rejects go to")
  static final String REJECTS_BUCKET = "REJECTS_BUCKET";

  @Meaning(
      "File of a GeoIP2 or GeoLite2 database (.mmdb); empty for the bundled sample, which knows the documentation networks alone")
  static final String GEO_DATABASE = "GEO_DATABASE";

  @Meaning("Bucket with the pointer to a newer geolocation database; empty to keep GEO_DATABASE")
  static final String REFERENCE_BUCKET = "REFERENCE_BUCKET";

  @Meaning("From one look at that pointer to the next, at least")
  static final String GEOLOCATION_INTERVAL = "GEOLOCATION_INTERVAL";

  @Meaning("Whether records hold a network (IPv4 /24, IPv6 /48) instead of an address")
  static final String TRUNCATE_IP = "TRUNCATE_IP";

  @Meaning("Kilometres beyond which the nearest place says nothing about a photo")
  static final String MAX_PLACE_DISTANCE_KM = "MAX_PLACE_DISTANCE_KM";

  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);
  private static final int DEFAULT_PLACE_DISTANCE_KM = 1_000;
  private static final int HALF_THE_EARTH_KM = 20_038;

  static EnrichConfig from(Map<String, String> env) {
    Settings settings = new Settings(EnrichStage.NAME, env);
    EnrichConfig config =
        new EnrichConfig(
            settings.text(RECORDS_TABLE),
            settings.text(RESIZE_QUEUE_URL),
            settings.text(REJECTS_BUCKET),
            Optional.ofNullable(settings.textOrNull(GEO_DATABASE)).map(Path::of),
            Optional.ofNullable(settings.textOrNull(REFERENCE_BUCKET)).filter(it -> !it.isBlank()),
            settings.duration(
                GEOLOCATION_INTERVAL, DEFAULT_INTERVAL, Duration.ofSeconds(1), Duration.ofHours(1)),
            settings.flag(TRUNCATE_IP, true),
            (int)
                settings.number(
                    MAX_PLACE_DISTANCE_KM, DEFAULT_PLACE_DISTANCE_KM, 1, HALF_THE_EARTH_KM),
            Keeping.from(settings));
    settings.check();
    return config;
  }
}
