// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The object {@link #KEY} of the reference bucket: which geolocation database is in use. It is
 * written behind the database it names, so whoever reads it finds that one whole.
 *
 * @param key of the database in the same bucket, {@code geolocation/<sha256>.mmdb}
 * @param sha256 of the database, 64 hexadecimal digits
 * @param bytes size of the database
 * @param databaseType as its metadata say, such as {@code GeoLite2-City}
 * @param build when the provider built it, in seconds since 1970
 * @param fetchedAt when the function fetched it, in ISO 8601
 * @param source what to ask the provider next time; null of a database that a person put there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GeolocationPointer(
    @JsonProperty(required = true) String key,
    @JsonProperty(required = true) String sha256,
    @JsonProperty(required = true) long bytes,
    @JsonProperty(required = true) String databaseType,
    @JsonProperty(required = true) long build,
    @JsonProperty(required = true) String fetchedAt,
    @Nullable Source source) {

  /** Of the pointer itself. */
  public static final String KEY = "geolocation/current.json";

  /** Of the pointer: a few lines, whoever writes it. */
  public static final int MAX_POINTER_BYTES = 16 * 1024;

  /** Of a database; the largest of the layout (GeoIP2 City) has about half of it. */
  public static final long MAX_DATABASE_BYTES = 256L * 1024 * 1024;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Where a database came from, as far as it helps to ask for a newer one.
   *
   * @param urlSha256 of the address, which may hold a secret
   * @param etag as the provider sent it, with its quotes; null when it sent none
   * @param lastModified as the provider sent it; null when it sent none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Source(
      @JsonProperty(required = true) String urlSha256,
      @Nullable String etag,
      @Nullable String lastModified) {

    public Source {
      // Required says present, and null would be.
      Objects.requireNonNull(urlSha256, "urlSha256");
    }
  }

  public GeolocationPointer {
    Objects.requireNonNull(databaseType, "databaseType");
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits: " + sha256);
    }
    if (!key.equals(keyOf(sha256))) {
      throw new IllegalArgumentException("key must be " + keyOf(sha256) + ": " + key);
    }
    if (bytes < 1 || bytes > MAX_DATABASE_BYTES) {
      throw new IllegalArgumentException("bytes must be 1 to " + MAX_DATABASE_BYTES + ": " + bytes);
    }
    Instant.parse(fetchedAt);
  }

  /** Where a database of this content lies. */
  public static String keyOf(String sha256) {
    return "geolocation/" + sha256 + ".mmdb";
  }

  /** When the provider built the database. */
  public Instant built() {
    return Instant.ofEpochSecond(build);
  }
}
