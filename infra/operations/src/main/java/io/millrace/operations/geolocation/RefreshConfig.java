// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import io.millrace.shared.reference.GeolocationPointer;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the refresh function.
 *
 * @param url of the database: an {@code .mmdb} file, plain, as gzip, or in a tar as gzip; with
 *     {@code .sha256} behind it, of its checksum
 * @param secret ARN or name of the secret with the {@link Credentials}; null asks without any
 * @param knownAddress an address whose country every database of the layout knows
 * @param maxDownloadBytes of the file as it is fetched
 * @param maxUnpackedBytes of everything in it
 * @param time for all requests to the provider together
 */
record RefreshConfig(
    String referenceBucket,
    URI url,
    @Nullable String secret,
    InetAddress knownAddress,
    long maxDownloadBytes,
    long maxUnpackedBytes,
    Duration time) {

  @Meaning("Bucket that databases and the pointer to the current one go to")
  static final String REFERENCE_BUCKET = "REFERENCE_BUCKET";

  @Meaning(
      "The database: an .mmdb file, plain, as gzip, or in a tar as gzip; with .sha256 behind it, its checksum")
  static final String GEOLOCATION_URL = "GEOLOCATION_URL";

  @Meaning(
      "ARN or name of the secret with the provider's accountId and licenseKey; empty asks without any")
  static final String GEOLOCATION_SECRET = "GEOLOCATION_SECRET";

  @Meaning("Address whose country every database has to know")
  static final String KNOWN_ADDRESS = "KNOWN_ADDRESS";

  @Meaning("For all requests to the provider together")
  static final String DOWNLOAD_TIME = "DOWNLOAD_TIME";

  /** A user in an address, with its key, which no message repeats. */
  private static final Pattern USER = Pattern.compile("//[^/]*@");

  /** Google's public resolver: in every database of the world since 2010. */
  private static final String DEFAULT_KNOWN_ADDRESS = "8.8.8.8";

  private static final Duration DEFAULT_TIME = Duration.ofMinutes(3);

  /** The file and the database out of it fit the 512 MB that a function's /tmp has. */
  private static final long MAX_DOWNLOAD_BYTES = 192L * 1024 * 1024;

  /** The database, and the licence and copyright texts beside it. */
  private static final long MAX_UNPACKED_BYTES =
      GeolocationPointer.MAX_DATABASE_BYTES + 1024 * 1024;

  static RefreshConfig from(Map<String, String> env) {
    Settings settings = new Settings("geolocation-refresh", env);
    String secret = settings.text(GEOLOCATION_SECRET, "");
    RefreshConfig config =
        new RefreshConfig(
            settings.text(REFERENCE_BUCKET),
            url(settings, !secret.isEmpty()),
            secret.isEmpty() ? null : secret,
            address(settings),
            MAX_DOWNLOAD_BYTES,
            MAX_UNPACKED_BYTES,
            settings.duration(
                DOWNLOAD_TIME, DEFAULT_TIME, Duration.ofSeconds(1), Duration.ofMinutes(14)));
    settings.check();
    return config;
  }

  private static URI url(Settings settings, boolean withCredentials) {
    String text = settings.text(GEOLOCATION_URL);
    try {
      URI url = URI.create(text);
      if (Origin.speaksHttp(url)
          && url.getRawUserInfo() == null
          && (!withCredentials || Origin.isPrivate(url))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same report as an address that is not allowed.
    }
    if (!text.isEmpty()) {
      settings.problem(
          GEOLOCATION_URL
              + " is \""
              + USER.matcher(text).replaceFirst("//…@")
              + "\", allowed is https://…, without a user, or http://… when there is no secret");
    }
    return URI.create("https://invalid.invalid/");
  }

  private static InetAddress address(Settings settings) {
    String text = settings.text(KNOWN_ADDRESS, DEFAULT_KNOWN_ADDRESS);
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      settings.problem(KNOWN_ADDRESS + " is \"" + text + "\", allowed is an IP address");
      return InetAddress.getLoopbackAddress();
    }
  }
}
