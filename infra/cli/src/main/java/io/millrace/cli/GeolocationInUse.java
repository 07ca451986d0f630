// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.event.Json;
import io.millrace.shared.reference.GeolocationPointer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The geolocation database that the reference bucket points to.
 *
 * @param databaseType such as {@code GeoLite2-City}
 * @param built when the provider built it, in ISO 8601
 * @param fetchedAt when it was fetched, in ISO 8601
 * @param ageSeconds since it was built
 */
record GeolocationInUse(
    String databaseType, String built, String fetchedAt, String key, long ageSeconds) {

  /** Empty when there is none: enrich uses the one that it was built or configured with. */
  static Optional<GeolocationInUse> of(S3Client s3, String bucket, Instant now) {
    byte[] json;
    try {
      json = s3.getObjectAsBytes(r -> r.bucket(bucket).key(GeolocationPointer.KEY)).asByteArray();
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
    try {
      GeolocationPointer pointer = Json.read(json, GeolocationPointer.class);
      return Optional.of(
          new GeolocationInUse(
              pointer.databaseType(),
              pointer.built().toString(),
              pointer.fetchedAt(),
              pointer.key(),
              Duration.between(pointer.built(), now).toSeconds()));
    } catch (IOException e) {
      throw new CommandException(
          "s3://" + bucket + "/" + GeolocationPointer.KEY + " is no pointer: " + e.getMessage(), e);
    }
  }

  /** For a person, in a line. */
  static String line(Optional<GeolocationInUse> inUse) {
    return inUse
        .map(
            one ->
                one.databaseType
                    + " of "
                    + one.built
                    + ", "
                    + Duration.ofSeconds(one.ageSeconds).toDays()
                    + " days old, fetched "
                    + one.fetchedAt)
        .orElse("none fetched: enrich uses the database that it was built or configured with");
  }
}
