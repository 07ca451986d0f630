// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.time.HandSetClock;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CurrentPlacesTest {

  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Instant FRIDAY = Instant.parse("2026-11-20T00:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T00:00:00Z");
  private static final String SAMPLE = MaxMindPlaces.sample().build();
  private static final InetAddress KNOWN = InetAddress.ofLiteral("192.0.2.1");

  private final InMemoryReferenceDatabases databases = new InMemoryReferenceDatabases();
  private final HandSetClock clock = new HandSetClock();
  private final List<String> log = new ArrayList<>();
  private final Path folder;
  private final CurrentPlaces places;

  CurrentPlacesTest(@TempDir Path folder) {
    this.folder = folder;
    this.places =
        new CurrentPlaces(
            databases,
            MaxMindPlaces::sample,
            INTERVAL,
            1_000_000,
            folder,
            clock,
            new CurrentPlaces.Log() {
              @Override
              public void taken(String build) {
                log.add("taken " + build);
              }

              @Override
              public void failed(String inUse, Throwable cause) {
                log.add("failed " + cause.getMessage());
              }
            });
  }

  @Test
  void withoutPointer_ownDatabaseIsUsed_untilThereIsOne() throws IOException {
    places.look();
    assertThat(places.build()).isEqualTo(SAMPLE);

    databases.point(InMemoryReferenceDatabases.built(FRIDAY));
    clock.pass(INTERVAL);
    places.look();

    assertThat(places.build()).endsWith("@" + FRIDAY);
    assertThat(places.of(KNOWN)).isEqualTo(MaxMindPlaces.sample().of(KNOWN));
  }

  @Test
  void pointer_isFollowedBeforeTheFirstBatch() throws IOException {
    databases.point(InMemoryReferenceDatabases.built(FRIDAY));

    places.look();

    assertThat(places.build()).endsWith("@" + FRIDAY);
    assertThat(folder).isEmptyDirectory();
  }

  /** Law 1: an item is a function of its input and of the build it names. */
  @Test
  void buildIsConstantWithinAnInvocation_andChangesBetweenTwo() throws IOException {
    databases.point(InMemoryReferenceDatabases.built(FRIDAY));
    Enricher enricher = new Enricher(places, Gazetteer.bundled(1_000), true, Keeping.DEFAULT);

    places.look();
    List<String> builds = new ArrayList<>();
    for (int record = 0; record < 3; record++) {
      builds.add(build(enricher));
      databases.point(InMemoryReferenceDatabases.built(TUESDAY));
      clock.pass(INTERVAL.multipliedBy(2));
    }
    assertThat(builds).hasSize(3).allMatch(build -> build.endsWith("@" + FRIDAY));

    places.look();
    assertThat(build(enricher)).endsWith("@" + TUESDAY);
  }

  @Test
  void pointer_isLookedAtOnceInFiveMinutes_andTheDatabaseFetchedOnce() throws IOException {
    databases.point(InMemoryReferenceDatabases.built(FRIDAY));
    for (int seconds = 0; seconds < 600; seconds++) {
      places.look();
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(databases.looks).isEqualTo(2);
    assertThat(databases.opened).isEqualTo(1);
  }

  @Test
  void pointerWrittenAnew_toTheSameDatabase_fetchesNothing() throws IOException {
    databases.point(InMemoryReferenceDatabases.built(FRIDAY));
    places.look();
    databases.point(InMemoryReferenceDatabases.built(FRIDAY));
    clock.pass(INTERVAL);
    places.look();
    clock.pass(INTERVAL);
    places.look();

    assertThat(databases.opened).isEqualTo(1);
    assertThat(log).hasSize(1);
  }

  @Test
  void whateverFails_theOldOneStays_andItIsSaidOnce() throws IOException {
    byte[] good = InMemoryReferenceDatabases.built(FRIDAY);
    byte[] next = InMemoryReferenceDatabases.built(TUESDAY);
    databases.point(good);
    places.look();
    log.clear();

    databases.point(good, next);
    lookLater();
    databases.point(Arrays.copyOf(next, next.length - 1), next);
    lookLater();
    databases.point(Arrays.copyOf(next, next.length + 1), next);
    lookLater();
    byte[] garbage = "<html></html>".getBytes(StandardCharsets.UTF_8);
    databases.point(garbage);
    lookLater();
    databases.point(new byte[1_000_001]);
    lookLater();
    databases.down(new UnavailableException("GetObject", new IOException("down")));
    lookLater();
    databases.down(new IllegalStateException("403"));
    lookLater();
    databases.down(null);
    databases.remove();
    lookLater();
    assertThat(log).singleElement().asString().contains("has the SHA-256");
    assertThat(folder).isEmptyDirectory();

    databases.point(next);
    clock.pass(INTERVAL);
    places.look();
    assertThat(places.build()).endsWith("@" + TUESDAY);
    databases.down(new IllegalStateException("403"));
    clock.pass(INTERVAL);
    places.look();
    assertThat(log).hasSize(3).last().isEqualTo("failed 403");
  }

  @Test
  void withNoneInUse_aFailureEndsTheInvocation_andTheNextOneLooksAgain() throws IOException {
    databases.down(new UnavailableException("GetObject", new IOException("down")));
    assertThatThrownBy(places::look).isInstanceOf(UnavailableException.class);
    databases.down(null);
    databases.point(InMemoryReferenceDatabases.built(FRIDAY));

    places.look();

    assertThat(places.build()).endsWith("@" + FRIDAY);
  }

  private void lookLater() throws IOException {
    clock.pass(INTERVAL);
    places.look();
    assertThat(places.build()).endsWith("@" + FRIDAY);
    assertThat(places.of(KNOWN)).isNotNull();
  }

  private static String build(Enricher enricher) {
    String json =
        """
        {"specversion":"1.0","id":"1","source":"s","type":"t","time":"2026-11-20T10:00:00Z",
        "clientip":"192.0.2.1"}""";
    Outcome<CloudEvent> event =
        EventCodec.readPacked(json.getBytes(StandardCharsets.UTF_8)).getFirst().outcome();
    Outcome<Enriched> enriched =
        enricher.enrich(
            ((Outcome.Accepted<CloudEvent>) event).value(), Instant.parse("2026-11-20T10:00:01Z"));
    return String.valueOf(((Outcome.Accepted<Enriched>) enriched).value().part().geo());
  }
}
