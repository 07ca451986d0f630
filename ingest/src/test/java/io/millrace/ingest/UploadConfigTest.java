// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UploadConfigTest {

  @Test
  void namesAlone_areEnough() {
    UploadConfig config = config(Map.of());

    assertThat(config.eventsStream()).isEqualTo("millrace-events");
    assertThat(config.limits()).isEqualTo(UploadConfig.DEFAULT_LIMITS);
    assertThat(config.limits().uploadBytes()).isEqualTo(67_108_864);
  }

  @Test
  void everyProblem_isReportedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                UploadConfig.from(
                    Map.of(
                        "REJECTS_BUCKET",
                        "r",
                        "MAX_REJECTED_LINES",
                        "many",
                        "MAX_GZIP_RATIO",
                        "0")))
        .withMessageContaining("EVENTS_STREAM")
        .withMessageContaining("RECORDS_TABLE")
        .withMessageContaining("MAX_REJECTED_LINES is \"many\", allowed is a whole number 1 to")
        .withMessageContaining("MAX_GZIP_RATIO");
  }

  /** The smallest environment and more. */
  static UploadConfig config(Map<String, String> more) {
    Map<String, String> env = new HashMap<>();
    env.put("EVENTS_STREAM", "millrace-events");
    env.put("RECORDS_TABLE", "millrace-records");
    env.put("REJECTS_BUCKET", Bench.REJECTS);
    env.putAll(more);
    return UploadConfig.from(env);
  }
}
