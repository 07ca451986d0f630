// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.event.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The promise with real processes: functions killed, mappings restarted, calls throttled, lost and
 * failing, while 2,000 events and 20 photos pass through. The soak compares; this asks it.
 */
final class KillE2E {

  @Test
  void soak_losesNothing_andCountsNothingTwice() throws Exception {
    Millrace.Result soak =
        Millrace.run("soak", "--events", "2000", "--seed", "7", "--port", "0", "--json");
    assertThat(soak.exitCode()).as(soak.out() + soak.err()).isZero();
    Map<?, ?> report = Json.read(soak.out(), Map.class);
    assertThat(report.get("passed")).isEqualTo(true);
    assertThat(report.get("aggregatesExact")).isEqualTo(true);
    assertThat((Integer) report.get("eventsIn")).isGreaterThanOrEqualTo(2_000);
    assertThat((Integer) report.get("photosIn")).isEqualTo(20);
    assertThat((Integer) report.get("kills")).as("kills").isPositive();
    assertThat((Integer) report.get("mappingRestarts")).as("restarts").isPositive();
    assertThat((Map<?, ?>) report.get("faults")).as("faults").isNotEmpty();
  }
}
