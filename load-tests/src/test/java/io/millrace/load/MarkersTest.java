// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.load.report.LoadReport.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkersTest {

  private static final Instant BEGAN = Instant.parse("2026-11-23T12:00:30.500Z");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** What a reader sees; changed by hand. */
  private static final class Tables implements Sight {
    private final Set<Marker> records = new HashSet<>();
    private final Map<String, Long> counts = new HashMap<>();

    @Override
    public Set<Marker> inRecords(Collection<Marker> markers) {
      Set<Marker> seen = new HashSet<>(markers);
      seen.retainAll(records);
      return seen;
    }

    @Override
    public Map<Marker, Long> inAggregates(Collection<Marker> markers) {
      Map<Marker, Long> seen = new HashMap<>();
      markers.forEach(marker -> seen.put(marker, counts.getOrDefault(marker.type(), 0L)));
      return seen;
    }
  }

  private final Tables tables = new Tables();
  private final Markers markers = new Markers(BEGAN, SECOND);

  @Test
  void oneEventASecond_isAMarker_andIsTimedFromDueToSeen() {
    markers.begin(tables);
    markers.make(0); // warm-up
    assertThat(markers.isNext(SECOND - 1)).isFalse();
    assertThat(markers.isNext(SECOND)).isTrue();
    Marker marker = markers.make(SECOND + 200_000_000);
    assertThat(markers.isNext(2 * SECOND - 1)).isFalse();
    assertThat(marker.type()).isEqualTo("io.millrace.load.marker-31");
    assertThat(marker.time()).isEqualTo("2026-11-23T12:00:31.700Z");

    markers.look(tables, () -> 2 * SECOND);
    assertThat(markers.unseen()).isEqualTo(2);
    tables.records.add(marker);
    markers.look(tables, () -> 3 * SECOND);
    tables.counts.put(marker.type(), 1L);
    markers.look(tables, () -> 4 * SECOND);

    assertThat(markers.unseen()).as("the one of the warm-up").isEqualTo(1);
    assertThat(latency("records").count()).isEqualTo(1);
    assertThat(latency("records").max()).isCloseTo(1_800, within(2.0));
    assertThat(latency("aggregates").max()).isCloseTo(2_800, within(3.0));
  }

  @Test
  void whatTheAggregatesCountedBefore_isNoMarkerOfThisRun() {
    String type = "io.millrace.load.marker-31";
    tables.counts.put(type, 3L);
    markers.begin(tables);
    Marker marker = markers.make(SECOND);
    assertThat(marker.type()).isEqualTo(type);

    markers.look(tables, () -> 2 * SECOND);
    assertThat(latency("aggregates").count()).isZero();
    tables.counts.put(type, 4L);
    markers.look(tables, () -> 3 * SECOND);
    assertThat(latency("aggregates").count()).isEqualTo(1);
  }

  private Distribution latency(String place) {
    return Objects.requireNonNull(markers.latencies().get(place));
  }
}
