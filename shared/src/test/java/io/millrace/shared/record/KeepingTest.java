// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeepingTest {

  @Test
  void recordExpires_atTheEndOfItsDayPlusRetention_wheneverItArrived() {
    Instant morning = Instant.parse("2026-11-20T00:00:00Z");
    Instant night = Instant.parse("2026-11-20T23:59:59.999Z");
    assertThat(Keeping.DEFAULT.recordExpiry(morning))
        .isEqualTo(Keeping.DEFAULT.recordExpiry(night))
        .isEqualTo(Instant.parse("2027-02-19T00:00:00Z"));
  }

  @Test
  void retentionThatDoesNotCoverLatenessStreamAndRedrive_isRefusedAtStart() {
    Keeping d = Keeping.DEFAULT;
    assertThatThrownBy(
            () ->
                new Keeping(
                    d.lateness(),
                    d.earliness(),
                    Duration.ofDays(22),
                    d.minuteRetention(),
                    d.streamRetention(),
                    d.redriveHorizon(),
                    d.markRetention()))
        .hasMessageContaining("must exceed lateness");
    assertThatThrownBy(
            () ->
                new Keeping(
                    d.lateness(),
                    d.earliness(),
                    d.retention(),
                    d.minuteRetention(),
                    d.streamRetention(),
                    d.redriveHorizon(),
                    Duration.ofDays(15)))
        .hasMessageContaining("Marks must outlive");
  }

  @Test
  void settings_areReadFromTheEnvironment() {
    Keeping keeping = Keeping.from(Map.of(Keeping.RETENTION, "P400D"));
    assertThat(keeping.retention()).isEqualTo(Duration.ofDays(400));
    assertThatThrownBy(() -> Keeping.from(Map.of(Keeping.RETENTION, "P1D")))
        .hasMessageContaining("RETENTION is \"P1D\"");
  }
}
