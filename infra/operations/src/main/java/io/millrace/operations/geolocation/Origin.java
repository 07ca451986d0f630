// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose server an address is: scheme, host and port. Source: RFC 6454, sections 4 and 5.
 *
 * @param host in small letters
 */
record Origin(String scheme, String host, int port) {

  private static final String HTTP = "http";
  private static final String HTTPS = "https";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** This machine, as a person writes it. */
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  static Origin of(URI url) {
    String scheme = lower(url.getScheme());
    int port = url.getPort();
    return new Origin(
        scheme,
        lower(url.getHost()),
        port < 0 ? (scheme.equals(HTTPS) ? HTTPS_PORT : HTTP_PORT) : port);
  }

  /** Whether it is an address of a host that speaks HTTP, with TLS or without. */
  static boolean speaksHttp(URI url) {
    return url.getHost() != null && Set.of(HTTP, HTTPS).contains(lower(url.getScheme()));
  }

  /** Whether nobody between here and there can read along. */
  static boolean isPrivate(URI url) {
    Origin origin = of(url);
    return origin.scheme.equals(HTTPS) || LOOPBACK.contains(origin.host);
  }

  /** The address without its query, which may be a signature. */
  static String withoutQuery(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
