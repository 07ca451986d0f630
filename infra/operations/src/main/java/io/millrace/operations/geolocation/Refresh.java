// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import io.millrace.operations.geolocation.ReferenceBucket.Current;
import io.millrace.shared.reference.GeolocationPointer;
import io.millrace.shared.reference.GeolocationPointer.Source;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the provider's newest database into use: ask for it under the conditions of the last time,
 * hold it against the provider's checksum, unpack, open and look up; then put it, and point to it
 * last. Whatever fails before that leaves everything as it was.
 */
final class Refresh {

  private final RefreshConfig config;
  private final ReferenceBucket reference;
  private final InstantSource clock;
  private final Path archive;
  private final Path unpacked;

  /**
   * @param folder for the file and the database, which are gone again afterwards
   */
  Refresh(RefreshConfig config, ReferenceBucket reference, InstantSource clock, Path folder) {
    this.config = config;
    this.reference = reference;
    this.clock = clock;
    // Always the same names: what an invocation that was ended left there is replaced.
    this.archive = folder.resolve("geolocation.download");
    this.unpacked = folder.resolve("geolocation.mmdb");
  }

  /**
   * Runs once.
   *
   * @param credentials for the provider, null for none
   * @param end by when the provider has to have answered
   */
  Result run(@Nullable Credentials credentials, Instant end) throws IOException {
    Optional<Current> current = reference.current();
    Instant latest = clock.instant().plus(config.time());
    try (Provider provider =
        new Provider(
            config.url(),
            credentials,
            config.maxDownloadBytes(),
            clock,
            end.isBefore(latest) ? end : latest)) {
      return run(provider, current.orElse(null));
    } catch (RefreshException e) {
      return new Result.Failed(
          current.map(Current::pointer), e.problem(), String.valueOf(e.getMessage()));
    } finally {
      Files.deleteIfExists(archive);
      Files.deleteIfExists(unpacked);
    }
  }

  private Result run(Provider provider, @Nullable Current current)
      throws RefreshException, IOException {
    GeolocationPointer before = current == null ? null : current.pointer();
    Source known = before == null ? null : before.source();
    boolean sameAddress = known != null && known.urlSha256().equals(urlSha256());
    Optional<HttpHeaders> fetched = provider.download(sameAddress ? known : null, archive);
    if (fetched.isEmpty() && before != null) {
      return new Result.Unchanged(before);
    }
    String shall = provider.sha256();
    String is = Database.sha256(archive);
    if (!is.equals(shall)) {
      throw new RefreshException(
          Problem.CHECKSUM,
          "The file has the SHA-256 " + is + ", and should have the provider's: " + shall);
    }
    Archive.unpack(archive, unpacked, config.maxUnpackedBytes());
    Database database = Database.open(unpacked, config.knownAddress());
    if (before != null) {
      requireSuccessor(database, before, sameAddress);
    }
    return take(database, source(fetched.orElseThrow()), current);
  }

  /** A changed address is a person's decision: what it has may be of another type. */
  private static void requireSuccessor(
      Database database, GeolocationPointer before, boolean sameAddress) throws RefreshException {
    boolean sameType = database.type().equals(before.databaseType());
    if (sameAddress && !sameType) {
      throw new RefreshException(
          Problem.TYPE,
          "The database is a " + database.type() + "; needed is a " + before.databaseType());
    }
    if (sameType && database.built().isBefore(before.built())) {
      throw new RefreshException(
          Problem.OLDER,
          "The database was built at "
              + database.built()
              + ", before the one in use: "
              + before.built());
    }
  }

  private Result take(Database database, Source source, @Nullable Current current)
      throws RefreshException {
    if (database.bytes() > GeolocationPointer.MAX_DATABASE_BYTES) {
      throw new RefreshException(
          Problem.ARCHIVE,
          "The database has "
              + database.bytes()
              + " bytes; allowed are "
              + GeolocationPointer.MAX_DATABASE_BYTES);
    }
    GeolocationPointer pointer =
        new GeolocationPointer(
            GeolocationPointer.keyOf(database.sha256()),
            database.sha256(),
            database.bytes(),
            database.type(),
            database.built().getEpochSecond(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
            source);
    boolean same = current != null && current.pointer().sha256().equals(pointer.sha256());
    if (!same) {
      reference.putDatabase(pointer.key(), database.file());
    }
    if (!reference.putPointer(pointer, current == null ? null : current.etag())) {
      // The other run judged the same provider; whichever was first is good.
      GeolocationPointer others = reference.current().map(Current::pointer).orElse(pointer);
      return new Result.Unchanged(others);
    }
    return same ? new Result.Unchanged(pointer) : new Result.Refreshed(pointer);
  }

  private Source source(HttpHeaders headers) {
    return new Source(
        urlSha256(),
        headers.firstValue("ETag").orElse(null),
        headers.firstValue("Last-Modified").orElse(null));
  }

  private String urlSha256() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(config.url().toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
