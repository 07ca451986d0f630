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
    assertThat(config.limits().uploadBytes()).isEqualTo(10_737_418_240L);
    assertThat(config.limits().gzipBytes()).isEqualTo(1_073_741_824);
    assertThat(config.hops()).isEqualTo(UploadConfig.DEFAULT_HOPS);
    assertThat(config.rate()).isEqualTo(UploadConfig.DEFAULT_RATE);
    assertThat(config.chunk()).isEqualTo(UploadConfig.DEFAULT_CHUNK);
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

  /** Else a pause for one chunk could outlast the reserve, and the invocation with it. */
  @Test
  void slowRate_makesSmallChunks() {
    UploadConfig config =
        config(Map.of("MAX_EVENTS_PER_SECOND", "10", "MAX_BYTES_PER_SECOND", "65536"));

    assertThat(config.chunk()).isEqualTo(new UploadConfig.Chunk(262_144, 40));
  }

  /** The smallest environment and more. */
  static UploadConfig config(Map<String, String> more) {
    Map<String, String> env = new HashMap<>();
    env.put("EVENTS_STREAM", "millrace-events");
    env.put("RECORDS_TABLE", "millrace-records");
    env.put("REJECTS_BUCKET", Bench.REJECTS);
    env.put("IDEMPOTENCY_TABLE", "millrace-idempotency");
    env.put("UPLOADS_QUEUE_URL", "http://localhost/millrace-uploads");
    env.putAll(more);
    return UploadConfig.from(env);
  }
}
