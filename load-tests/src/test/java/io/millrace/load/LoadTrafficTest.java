// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.samples.Expected;
import io.millrace.samples.Traffic;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Decoded;
import io.millrace.shared.event.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds what the traffic says of itself against the codec of the pipeline. */
class LoadTrafficTest {

  private static final Instant BEGAN = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration LATE = Duration.ofDays(7);

  @Test
  void everyRecord_isWhatTheOracleSays_andPoisonIsOneRejectOfItsOwn() {
    Traffic traffic = new Traffic(7, BEGAN);
    Markers markers = new Markers(BEGAN, 0);
    LoadTraffic source = new LoadTraffic(traffic, 50, 7, BEGAN, markers);
    Map<String, Long> rejected = new HashMap<>();
    Map<String, Long> byType = new HashMap<>();
    Set<List<String>> seen = new HashSet<>();
    int poison = 0;
    for (int i = 0; i < 3_000; i++) {
      OpenLoop.Made made = source.event(i, i * 10_000_000L);
      List<Decoded> decoded = EventCodec.readPacked(made.json());
      assertThat(decoded).hasSize(1);
      switch (decoded.getFirst().outcome()) {
        case Outcome.Rejected<CloudEvent>(var reason, String ignored) -> {
          assertThat(made.alone()).as("%s", reason).isTrue();
          poison++;
          rejected.merge(reason.name(), 1L, Long::sum);
        }
        case Outcome.Accepted<CloudEvent>(CloudEvent event) -> {
          assertThat(made.alone()).isFalse();
          if (event.time().isBefore(BEGAN.minus(LATE))) {
            rejected.merge("TOO_OLD", 1L, Long::sum);
          } else if (seen.add(List.of(event.source(), event.id()))) {
            byType.merge(event.type(), 1L, Long::sum);
          }
        }
      }
    }

    Expected.Events expected = traffic.expected().events();
    assertThat(poison).isBetween(100, 220);
    assertThat(new TreeMap<>(rejected)).isEqualTo(expected.rejected());
    assertThat(new TreeMap<>(byType)).isEqualTo(expected.byType());
    assertThat(expected.distinct()).isEqualTo(seen.size());
    assertThat(expected.received()).isEqualTo(3_000);
    assertThat(byType.keySet()).filteredOn(type -> type.contains("marker")).hasSize(30);
  }

  @Test
  void sameSeed_inAnotherRun_hasOtherIds() {
    Traffic one = new Traffic(7, BEGAN);
    Traffic other = new Traffic(7, BEGAN.plusSeconds(1));

    assertThat(new String(one.event(BEGAN), StandardCharsets.UTF_8))
        .isNotEqualTo(new String(other.event(BEGAN), StandardCharsets.UTF_8));
  }
}
