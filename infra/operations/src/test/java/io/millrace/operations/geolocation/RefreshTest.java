// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.reference.GeolocationPointer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider that serves everything a provider may, and what is in use afterwards. */
final class RefreshTest {

  private static final Instant FRIDAY = Instant.parse("2026-11-20T00:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T00:00:00Z");
  private static final Credentials KEY = new Credentials("42", "the-licence-key");
  private static final long MAX_BYTES = 200_000;
  private static final Duration TIME = Duration.ofSeconds(20);

  private final ProviderServer provider = new ProviderServer();
  private final InMemoryReferenceBucket bucket = new InMemoryReferenceBucket();
  private final Path folder;

  RefreshTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  static Stream<Arguments> forms() {
    byte[] database = Databases.built(FRIDAY);
    return Stream.of(
        Arguments.of("tar.gz", Databases.tarGzip(database)),
        Arguments.of("gz", Databases.gzip(database)),
        Arguments.of("mmdb", database));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void freshDatabase_isPut_andPointedTo(String form, byte[] file) throws IOException {
    provider.serve(file);

    assertThat(run()).isInstanceOf(Result.Refreshed.class);

    byte[] database = Databases.built(FRIDAY);
    GeolocationPointer pointer = bucket.pointer();
    assertThat(pointer.sha256()).isEqualTo(Databases.sha256(database));
    assertThat(pointer.bytes()).isEqualTo(database.length);
    assertThat(pointer.databaseType()).isEqualTo(Databases.TYPE);
    assertThat(pointer.built()).isEqualTo(FRIDAY);
    assertThat(bucket.databases.get(pointer.key())).isEqualTo(database);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void sameFile_isNotFetchedAgain_andANewerOneReplacesIt() throws IOException {
    provider.serve(Databases.tarGzip(Databases.built(FRIDAY)));
    run();
    GeolocationPointer first = bucket.pointer();
    provider.asked.clear();

    assertThat(run()).isEqualTo(new Result.Unchanged(first));
    assertThat(provider.asked)
        .singleElement()
        .satisfies(it -> assertThat(it.ifNoneMatch()).isNotEmpty());

    provider.serve(Databases.tarGzip(Databases.built(TUESDAY)));
    assertThat(run()).isInstanceOf(Result.Refreshed.class);
    assertThat(bucket.pointer().built()).isEqualTo(TUESDAY);
    assertThat(bucket.databases)
        .as("a record may name any build")
        .hasSize(2)
        .containsKey(first.key());
  }

  @Test
  void sameDatabase_inAnotherFile_isNoRefresh_andIsAskedForByItsNewTag() throws IOException {
    provider.serve(Databases.tarGzip(Databases.built(FRIDAY)));
    run();
    provider.serve(Databases.gzip(Databases.built(FRIDAY)));

    assertThat(run()).isInstanceOf(Result.Unchanged.class);
    provider.asked.clear();
    run();

    assertThat(provider.asked).hasSize(1);
    assertThat(bucket.databases).hasSize(1);
  }

  /** What goes wrong once a good database is in use, and why it is not taken. */
  private record Wrong(String name, Problem problem, Serving serving) {
    interface Serving {
      void by(ProviderServer provider);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Wrong> wrong =
      List.of(
          new Wrong(
              "wrong checksum",
              Problem.CHECKSUM,
              p -> p.checksum(Databases.sha256(new byte[0]) + "  x\n")),
          new Wrong("checksum that is none", Problem.CHECKSUM, p -> p.checksum("<html>")),
          new Wrong("cut off", Problem.DOWNLOAD, p -> p.behave(p::halfFile)),
          new Wrong(
              "published half",
              Problem.ARCHIVE,
              p -> {
                byte[] whole = Databases.tarGzip(Databases.built(TUESDAY));
                p.serve(Arrays.copyOf(whole, whole.length / 2));
              }),
          new Wrong(
              "half a database",
              Problem.DATABASE,
              p -> p.serve(Arrays.copyOf(Databases.built(TUESDAY), 20_000))),
          new Wrong("unauthorized", Problem.REFUSED, p -> p.behave(x -> p.status(x, 401))),
          new Wrong("forbidden", Problem.REFUSED, p -> p.behave(x -> p.status(x, 403))),
          new Wrong("server error", Problem.ANSWER, p -> p.behave(x -> p.status(x, 500))),
          new Wrong("gone", Problem.ANSWER, p -> p.behave(x -> p.status(x, 404))),
          new Wrong(
              "redirect in a circle",
              Problem.REDIRECT,
              p -> p.behave(x -> ProviderServer.redirect(x, p.url().toString()))),
          new Wrong(
              "redirect to a file",
              Problem.REDIRECT,
              p -> p.behave(x -> ProviderServer.redirect(x, "file:///etc/passwd"))),
          new Wrong("more bytes than allowed", Problem.DOWNLOAD, p -> p.serve(new byte[300_000])),
          new Wrong(
              "zip bomb", Problem.ARCHIVE, p -> p.serve(Databases.gzip(new byte[50_000_000]))),
          new Wrong(
              "zip bomb beside the database",
              Problem.ARCHIVE,
              p -> p.serve(Databases.tarGzip(new byte[20_000_000]))),
          new Wrong("web page", Problem.DATABASE, p -> p.serve("<html></html>".getBytes())),
          new Wrong(
              "older build",
              Problem.OLDER,
              p -> p.serve(Databases.tarGzip(Databases.built(FRIDAY.minusSeconds(1))))),
          new Wrong(
              "other type",
              Problem.TYPE,
              p -> p.serve(Databases.ofType("Millrace-Sample-ASNs", TUESDAY))));

  @ParameterizedTest(name = "{0}")
  @FieldSource
  void wrong(Wrong wrong) throws IOException {
    provider.serve(Databases.tarGzip(Databases.built(FRIDAY)));
    run();
    GeolocationPointer good = bucket.pointer();
    provider.serve(Databases.tarGzip(Databases.built(TUESDAY)));
    wrong.serving().by(provider);

    Result result = run();

    assertThat(result).isInstanceOf(Result.Failed.class);
    Result.Failed failed = (Result.Failed) result;
    assertThat(failed.problem()).as(failed.detail()).isEqualTo(wrong.problem());
    assertThat(failed.detail()).isNotBlank().doesNotContain("the-licence-key", "suffix=");
    assertThat(failed.inUse()).as("the last good one stays").contains(good);
    assertThat(bucket.pointer()).isEqualTo(good);
    assertThat(bucket.databases).containsOnlyKeys(good.key());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void stalledServer_isLeftWhenTheTimeIsOver() throws IOException {
    provider.serve(Databases.built(FRIDAY));
    provider.behave(provider::stalledFile);
    long start = System.nanoTime();

    Result result = run(provider.url(), KEY, Duration.ofMillis(300));

    assertThat(((Result.Failed) result).problem()).isEqualTo(Problem.TOO_SLOW);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(result.inUse()).isEqualTo(Optional.empty());
  }

  @Test
  void redirectToAnotherServer_isFollowed_withoutTheKey() throws IOException {
    try (ProviderServer storage = new ProviderServer()) {
      byte[] file = Databases.tarGzip(Databases.built(FRIDAY));
      storage.serve(file);
      provider.serve(file);
      provider.behave(x -> ProviderServer.redirect(x, storage.url() + "&X-Amz-Signature=secret"));

      assertThat(run()).isInstanceOf(Result.Refreshed.class);

      assertThat(provider.asked)
          .hasSize(2)
          .allSatisfy(it -> assertThat(it.authorization()).isEqualTo(KEY.basic()));
      assertThat(storage.asked)
          .singleElement()
          .satisfies(it -> assertThat(it.authorization()).isEmpty());

      provider.asked.clear();
      assertThat(run())
          .as("the condition is for the server that has the file")
          .isInstanceOf(Result.Unchanged.class);
      assertThat(provider.asked).hasSize(1);
    }
  }

  @Test
  void changedAddress_mayHaveAnotherType_andWhatItHasIsAskedForAnew() throws IOException {
    provider.serve(Databases.built(FRIDAY));
    run();
    provider.serve(Databases.ofType("Millrace-Sample-ASNs", FRIDAY.minusSeconds(1)));

    Result result = run(URI.create(provider.url() + "&edition=other"), KEY, TIME);

    assertThat(result).isInstanceOf(Result.Refreshed.class);
    assertThat(bucket.pointer().databaseType()).isEqualTo("Millrace-Sample-ASNs");
  }

  @Test
  void databaseWithoutTheKnownAddress_isNotTaken() throws IOException {
    provider.serve(Databases.built(FRIDAY));

    Result result =
        refresh(provider.url(), "203.0.112.1", TIME)
            .run(null, InstantSource.system().instant().plus(TIME));

    assertThat(((Result.Failed) result).problem()).isEqualTo(Problem.DATABASE);
  }

  @Test
  void ofTwoRunsAtATime_theFirstToPointWins() throws IOException {
    provider.serve(Databases.built(FRIDAY));
    bucket.meanwhile(
        () -> {
          try {
            refresh(
                    provider.url(),
                    Databases.KNOWN,
                    TIME,
                    Files.createTempDirectory(folder, "other"))
                .run(KEY, InstantSource.system().instant().plus(TIME));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });

    assertThat(run()).isInstanceOf(Result.Unchanged.class);
    assertThat(bucket.databases).hasSize(1);
  }

  private Result run() throws IOException {
    return run(provider.url(), KEY, TIME);
  }

  private Result run(URI url, Credentials credentials, Duration time) throws IOException {
    return refresh(url, Databases.KNOWN, time)
        .run(credentials, InstantSource.system().instant().plus(TIME));
  }

  private Refresh refresh(URI url, String known, Duration time) {
    return refresh(url, known, time, folder);
  }

  private Refresh refresh(URI url, String known, Duration time, Path in) {
    return new Refresh(
        new RefreshConfig(
            "reference", url, null, InetAddress.ofLiteral(known), MAX_BYTES, MAX_BYTES, time),
        bucket,
        InstantSource.system(),
        in);
  }
}
