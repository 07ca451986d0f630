// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

final class PackingTest {

  @Property(tries = 200)
  void whatIsPacked_isReadBack_inOrder_andRecordsKeepToTheirSize(
      @ForAll("events") List<CloudEvent> events) {
    Packer packer = new Packer();
    events.forEach(event -> packer.add(EventCodec.write(event)));

    List<CloudEvent> read = new ArrayList<>();
    for (byte[] record : packer.take()) {
      List<Decoded> decoded = EventCodec.readPacked(record);
      assertThat(record.length <= EventLimits.MAX_PACKED_BYTES || decoded.size() == 1).isTrue();
      for (Decoded one : decoded) {
        read.add(((Outcome.Accepted<CloudEvent>) one.outcome()).value());
      }
    }
    assertThat(read).isEqualTo(events);
    assertThat(packer.take()).isEmpty();
  }

  @Property(tries = 500)
  void anyBytes_areReadWithoutAnException_andSlicesCoverThem(@ForAll byte[] bytes) {
    List<Decoded> decoded = EventCodec.readPacked(bytes);
    assertThat(decoded).isNotEmpty();
    assertThat(decoded)
        .allSatisfy(d -> assertThat(d.from()).isBetween(0, d.to()))
        .allSatisfy(d -> assertThat(d.to()).isLessThanOrEqualTo(bytes.length));
  }

  @Provide
  Arbitrary<List<CloudEvent>> events() {
    Arbitrary<String> name =
        Arbitraries.strings().withCharRange('!', '퟿').ofMinLength(1).ofMaxLength(40);
    Arbitrary<Instant> time =
        Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
    // An empty text stands for an absent value.
    Arbitrary<String> data =
        Arbitraries.of("", "{}", "{\"a\": [1, 2.50, null]}", "\"text\"", "-1.5e3", "true", "[[]]");
    Arbitrary<String> big =
        Arbitraries.integers().between(1, 30_000).map(n -> "\"" + "y".repeat(n) + "\"");
    Arbitrary<String> either = Arbitraries.frequencyOf(Tuple.of(9, data), Tuple.of(1, big));
    Arbitrary<String> subject = Arbitraries.oneOf(name, Arbitraries.just(""));
    return Combinators.combine(name, name, name, time, subject, either)
        .as(
            (id, source, type, at, about, payload) ->
                new CloudEvent(
                    id,
                    source,
                    type,
                    at,
                    about.isEmpty() ? null : about,
                    null,
                    payload.isEmpty() ? null : JsonText.of(payload)))
        .list()
        .ofMaxSize(60);
  }
}
