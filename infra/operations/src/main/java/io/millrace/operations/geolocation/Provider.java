// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import io.millrace.shared.reference.GeolocationPointer.Source;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The provider's server. Credentials go to the configured one only, however it redirects; the
 * requests of a run end together. Source of the address with a checksum behind it and of the
 * redirects: MaxMind, "Updating GeoIP and GeoLite databases", direct downloads.
 */
final class Provider implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_CHECKSUM_BYTES = 4_096;
  private static final Pattern SHA256 =
      Pattern.compile("\\s*([0-9a-fA-F]{64})(\\s.*)?", Pattern.DOTALL);

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final URI url;
  private final @Nullable Credentials credentials;
  private final long maxBytes;
  private final InstantSource clock;
  private final Instant end;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param maxBytes of the file
   * @param end of all requests
   */
  Provider(
      URI url, @Nullable Credentials credentials, long maxBytes, InstantSource clock, Instant end) {
    this.url = url;
    this.credentials = credentials;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.end = end;
  }

  /**
   * Fetches the file unless it is the known one.
   *
   * @param known from the last time, null to fetch it in any case
   * @param to where it goes
   * @return what to ask with the next time; empty when the file is the known one
   */
  Optional<HttpHeaders> download(@Nullable Source known, Path to) throws RefreshException {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    if (known != null && known.etag() != null) {
      request.header("If-None-Match", known.etag());
    } else if (known != null && known.lastModified() != null) {
      request.header("If-Modified-Since", known.lastModified());
    }
    BodyHandler<Path> file =
        BodyHandlers.limiting(
            BodyHandlers.ofFile(
                to,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            maxBytes);
    HttpResponse<Path> response =
        followed(
            url,
            request,
            info -> (info.statusCode() == OK ? file : BodyHandlers.replacing(to)).apply(info));
    if (response.statusCode() == NOT_MODIFIED && known != null) {
      return Optional.empty();
    }
    require(response);
    return Optional.of(response.headers());
  }

  /** The checksum of the file, 64 small hexadecimal digits. */
  String sha256() throws RefreshException {
    HttpResponse<String> response =
        followed(
            URI.create(url + ".sha256"),
            HttpRequest.newBuilder(),
            info ->
                (info.statusCode() == OK
                        ? BodyHandlers.limiting(BodyHandlers.ofString(), MAX_CHECKSUM_BYTES)
                        : BodyHandlers.replacing(""))
                    .apply(info));
    require(response);
    Matcher matcher = SHA256.matcher(response.body());
    if (!matcher.matches()) {
      throw new RefreshException(
          Problem.CHECKSUM,
          Origin.withoutQuery(response.uri()) + " must begin with 64 hexadecimal digits");
    }
    return matcher.group(1).toLowerCase(Locale.ROOT);
  }

  private <T> HttpResponse<T> followed(
      URI first, HttpRequest.Builder request, BodyHandler<T> handler) throws RefreshException {
    URI at = first;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpRequest.Builder next = request.copy().uri(at);
      if (credentials != null && Origin.of(at).equals(Origin.of(url))) {
        next.header("Authorization", credentials.basic());
      }
      HttpResponse<T> response = sent(next.build(), handler);
      if (!isRedirect(response.statusCode())) {
        return response;
      }
      at = target(at, response);
    }
    throw new RefreshException(
        Problem.REDIRECT,
        Origin.withoutQuery(first) + " redirects more than " + MAX_REDIRECTS + " times");
  }

  private <T> HttpResponse<T> sent(HttpRequest request, BodyHandler<T> handler)
      throws RefreshException {
    String where = Origin.withoutQuery(request.uri());
    CompletableFuture<HttpResponse<T>> response = client.sendAsync(request, handler);
    try {
      long left = Math.max(0, Duration.between(clock.instant(), end).toMillis());
      return response.get(left, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new RefreshException(
          Problem.TOO_SLOW, where + " had not answered in full when the time for it was over", e);
    } catch (ExecutionException e) {
      // Its own message is that of the cause: no connection, cut off, or more bytes than allowed.
      throw new RefreshException(
          Problem.DOWNLOAD,
          where + " could not be read (at most " + maxBytes + " bytes): " + e.getMessage(),
          e);
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new RefreshException(Problem.DOWNLOAD, where + " was interrupted", e);
    }
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static URI target(URI from, HttpResponse<?> response) throws RefreshException {
    String location = response.headers().firstValue("Location").orElse("");
    try {
      URI to = from.resolve(location);
      if (!location.isEmpty()
          && Origin.speaksHttp(to)
          && (Origin.isPrivate(to) || !Origin.isPrivate(from))) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same report as a target that is not allowed.
    }
    throw new RefreshException(
        Problem.REDIRECT,
        Origin.withoutQuery(from)
            + " redirects to where nobody may follow: allowed are https and, from http, http");
  }

  private static void require(HttpResponse<?> response) throws RefreshException {
    int status = response.statusCode();
    String where = Origin.withoutQuery(response.uri()) + " answered " + status;
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      throw new RefreshException(
          Problem.REFUSED,
          where
              + ": check the account id and the licence key in the secret, and what they may load");
    }
    if (status != OK) {
      throw new RefreshException(Problem.ANSWER, where + "; needed is 200");
    }
  }

  @Override
  public void close() {
    // Not close(), which waits for requests that were given up.
    client.shutdownNow();
  }
}
