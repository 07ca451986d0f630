// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static io.millrace.ingest.Bench.gzip;
import static io.millrace.ingest.Bench.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.World.Happening;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.UploadPoke;
import io.millrace.shared.event.UploadProgress;
import io.millrace.shared.port.InMemoryBlobs;
import io.millrace.shared.port.InMemoryIdempotencyTable.Entry;
import io.millrace.shared.record.RejectPart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Uploads that take many invocations. */
final class RelayTest {

  private static final String T = "2026-11-20T10:00:00Z";
  private static final String KEY = "large file.ndjson";

  /** A hop is a few chunks, and a chunk a few lines. */
  private static final UploadConfig.Chunk CHUNK = new UploadConfig.Chunk(700, 100);

  private static final byte[] NDJSON =
      utf8(
          "\uFEFF"
              + IntStream.range(0, 70)
                  .mapToObj(
                      i ->
                          i % 17 == 5
                              ? "wrong " + i
                              : i % 13 == 4 ? "" : "{\"time\":\"" + T + "\",\"n\":" + i + "}")
                  .collect(Collectors.joining("\r\n")));

  private static final byte[] CSV =
      utf8(
          "time,n\n"
              + IntStream.range(0, 70)
                  .mapToObj(
                      i ->
                          i % 17 == 5
                              ? T + ",\"open " + i
                              : T + (i % 5 == 0 ? ",\"two\nlines\"" : "," + i))
                  .collect(Collectors.joining("\n")));

  static Stream<byte[]> files() {
    return Stream.of(NDJSON, CSV, gzip(NDJSON));
  }

  /** Every call once, before its effect and after it. */
  @ParameterizedTest
  @MethodSource("files")
  void crashAroundAnyCall_neitherLosesNorForks(byte[] file) throws IOException {
    World undisturbed = world(file, Map.of()).run();
    assertThat(undisturbed.pokes()).isBetween(3, 30);
    assertThat(undisturbed.invocations()).isEqualTo(undisturbed.pokes() + 1);

    for (int call = 0; call < undisturbed.calls(); call++) {
      for (Happening crash : List.of(Happening.CRASH_BEFORE, Happening.CRASH_AFTER)) {
        World world = world(file, Map.of(call, crash)).run();
        assertSameEnd(world, undisturbed);
        assertThat(world.deadLetters).isEmpty();
        assertThat(world.pokes()).isBetween(undisturbed.pokes() - 1, undisturbed.pokes() + 2);
      }
    }
  }

  /** Crashes, hanging invocations and deliveries in the middle of others, and doubled messages. */
  @Property(tries = 150)
  void whateverHappens_endsAsIfNothingHad(
      @ForAll("happenings") Map<Integer, Happening> happenings,
      @ForAll @IntRange(max = 3) int doubles,
      @ForAll @IntRange(max = 2) int which)
      throws IOException {
    byte[] file = List.of(NDJSON, CSV, gzip(NDJSON)).get(which);
    World undisturbed = world(file, Map.of()).run();
    World world = world(file, happenings);
    for (int i = 0; i < doubles; i++) {
      world.send(Bench.created(KEY, InMemoryBlobs.etag(file)));
    }

    world.run();
    // What happened too often to one message is redriven from the dead letters.
    while (!world.deadLetters.isEmpty()) {
      world.send(world.deadLetters.removeFirst());
      world.run();
    }

    assertSameEnd(world, undisturbed);
  }

  @Provide
  Arbitrary<Map<Integer, Happening>> happenings() {
    return Arbitraries.maps(
            Arbitraries.integers().between(0, 100), Arbitraries.of(Happening.values()))
        .ofMaxSize(12);
  }

  /**
   * A doubled notification is delivered in the middle of an upload of many more hops than a message
   * has deliveries.
   */
  @Test
  void duplicatesAtAnyTime_makeNoSecondChain_andNoDeadLetter() throws IOException {
    UploadConfig manyHops = config(1_000, new UploadConfig.Chunk(CHUNK.bytes(), 1));
    World undisturbed = new World(manyHops, Map.of());
    upload(undisturbed, NDJSON);
    undisturbed.run();
    assertThat(undisturbed.pokes()).isGreaterThan(10);
    for (int call = 0; call < undisturbed.calls(); call += 3) {
      World world = new World(manyHops, Map.of(call, Happening.DELIVERY));
      upload(world, NDJSON);
      world.send(Bench.created(KEY, InMemoryBlobs.etag(NDJSON)));
      world.run(9);
      assertThat(progress(world).hops()).isGreaterThan(3);
      assertThat(world.messages()).as("messages of one upload").isEqualTo(1);
      world.run();
      assertSameEnd(world, undisturbed);
      assertThat(world.deadLetters).isEmpty();
      assertThat(world.pokes()).isBetween(undisturbed.pokes() - 1, undisturbed.pokes() + 1);
    }
  }

  @Test
  void duplicateOfAFinishedUpload_isAcknowledged_withoutReadingIt() {
    World world = world(NDJSON, Map.of()).run();
    int calls = world.calls();

    world.send(Bench.created(KEY, InMemoryBlobs.etag(NDJSON)));
    world.run();

    assertThat(world.calls()).isEqualTo(calls + 1);
  }

  @Test
  void replay_isARunOfItsOwn() {
    World world = world(NDJSON, Map.of()).run();
    long events = world.bench.events().size();
    UploadPoke poke =
        new UploadPoke(
            Bench.UPLOADS, KEY, InMemoryBlobs.etag(NDJSON), Bench.TOLD.toString(), 0, "replay-1");

    world.send(poke.body());
    world.run();

    assertThat(world.bench.events()).hasSize(Math.toIntExact(2 * events));
    assertThat(world.bench.idempotency.entries()).hasSize(2).allSatisfy((k, v) -> completed(v));
  }

  @Test
  void uploadThatIsHandedOnTooOften_endsAmongTheDeadLetters_andGoesOnWhenRedriven() {
    UploadConfig tight = config(2);
    World world = new World(tight, Map.of());
    upload(world, NDJSON);
    world.run();

    assertThat(world.deadLetters).singleElement().asString().contains("\"hop\":3", KEY);
    assertThat(world.events()).isNotEmpty();
    UploadProgress progress = progress(world);
    assertThat(progress.hops()).isEqualTo(3);
    assertThat(progress.offset()).isBetween(1L, NDJSON.length - 1L);
  }

  @Test
  void objectOverwrittenInBetween_isSuperseded_itsRestOneReject_andNothingMixed() {
    World world = world(NDJSON, Map.of()).run(2);
    UploadProgress before = progress(world);
    byte[] newer = utf8("{\"time\":\"" + T + "\",\"newer\":true}\n");
    int events = world.events().size();

    upload(world, newer);
    world.run();

    assertThat(world.events()).hasSize(events + 1);
    RejectPart rest = rejects(world).getLast();
    assertThat(rest.reason()).isEqualTo(Reason.UPLOAD_GONE);
    assertThat(rest.origin()).isEqualTo("s3://uploads/" + KEY + "#" + before.line());
    assertThat(rest.time()).isEqualTo(InMemoryBlobs.MODIFIED);
    assertThat(world.bench.idempotency.entries().values())
        .extracting(Entry::completed)
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void objectThatIsPutBack_goesOnWhereItWasLeft() throws IOException {
    World undisturbed = world(NDJSON, Map.of()).run();
    World world = world(NDJSON, Map.of()).run(2);
    upload(world, utf8("{\"time\":\"" + T + "\",\"newer\":true}\n"));
    world.run();

    upload(world, NDJSON);
    world.run();

    assertThat(world.events()).containsAll(undisturbed.events());
    assertThat(world.bench.idempotency.entries()).hasSize(2).allSatisfy((k, v) -> completed(v));
  }

  @Test
  void photoThatIsPutBack_isAnnouncedAgain() {
    byte[] photo = utf8("GIF89a of a cat");
    World world = world(photo, Map.of()).run();
    upload(world, photo);
    world.run();
    assertThat(world.bench.stream.records()).hasSize(2);
  }

  private static void assertSameEnd(World world, World undisturbed) throws IOException {
    assertThat(world.events()).isEqualTo(undisturbed.events());
    assertThat(rejects(world)).isEqualTo(rejects(undisturbed));
    // Every reject finds its line, and the line in it.
    assertThat(EventUploadTest.raw(world.bench))
        .usingRecursiveComparison()
        .isEqualTo(EventUploadTest.raw(undisturbed.bench));
    assertThat(world.bench.idempotency.entries()).hasSize(1).allSatisfy((k, v) -> completed(v));
    UploadProgress end = progress(world);
    UploadProgress expected = progress(undisturbed);
    assertThat(end.handedOn(0)).isEqualTo(expected.handedOn(0));
  }

  private static void completed(Entry entry) {
    assertThat(entry.completed()).isTrue();
  }

  private static List<RejectPart> rejects(World world) {
    return world.bench.rejects();
  }

  private static UploadProgress progress(World world) {
    Entry entry = world.bench.idempotency.entries().values().iterator().next();
    return UploadProgress.parse(Objects.requireNonNull(entry.data()));
  }

  private static World world(byte[] file, Map<Integer, Happening> happenings) {
    World world = new World(config(1_000), happenings);
    upload(world, file);
    return world;
  }

  private static void upload(World world, byte[] file) {
    world.bench.blobs.put(Bench.UPLOADS, KEY, "", file);
    world.send(Bench.created(KEY, InMemoryBlobs.etag(file)));
  }

  private static UploadConfig config(int maxHops) {
    return config(maxHops, CHUNK);
  }

  private static UploadConfig config(int maxHops, UploadConfig.Chunk chunk) {
    UploadConfig plain = Bench.config(UploadConfig.DEFAULT_LIMITS, CHUNK);
    return new UploadConfig(
        plain.eventsStream(),
        plain.recordsTable(),
        plain.rejectsBucket(),
        plain.idempotencyTable(),
        plain.uploadsQueueUrl(),
        plain.limits(),
        new UploadConfig.Hops(maxHops, plain.hops().reserve()),
        chunk,
        plain.rate(),
        plain.keeping());
  }
}
