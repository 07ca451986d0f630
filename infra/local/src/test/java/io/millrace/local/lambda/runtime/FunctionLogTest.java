// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.runtime.FunctionLog.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the platform writes about an invocation, for durations that are given. */
class FunctionLogTest {
  private static final Report FIRST =
      new Report("id-1", 12.3401, OptionalDouble.of(400.5), 256, OptionalLong.of(97), "success");
  private static final Report TIMED_OUT =
      new Report("id-2", 3000, OptionalDouble.empty(), 256, OptionalLong.empty(), "timeout");

  @TempDir private Path directory;

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "Billed duration",
      page = "java-logging",
      says = "The duration is billed to the next millisecond, with the initialization before it.")
  @Rule(
      of = Subject.FUNCTION,
      property = "REPORT",
      page = "telemetry-schema-reference",
      says = "Its status tells success, error, failure and timeout apart.",
      note = "in the text format nothing stands for a success")
  void report_inText() throws IOException {
    FunctionLog log = new FunctionLog(directory, "f");
    log.started("id-1", "$LATEST", false);
    log.ended(FIRST, false);
    log.ended(TIMED_OUT, false);

    assertThat(log.tail(0))
        .isEqualTo(
            """
            START RequestId: id-1 Version: $LATEST
            END RequestId: id-1
            REPORT RequestId: id-1\tDuration: 12.34 ms\tBilled Duration: 413 ms\tMemory Size: 256 MB\t\
            Max Memory Used: 97 MB\tInit Duration: 400.50 ms
            END RequestId: id-2
            REPORT RequestId: id-2\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 256 MB\t\
            Status: timeout
            """);
  }

  @Test
  void report_inJson() throws IOException {
    FunctionLog log = new FunctionLog(directory, "f");
    log.ended(FIRST, true);

    JsonNode line = new ObjectMapper().readTree(log.tail(0));
    assertThat(line.path("type").asText()).isEqualTo("platform.report");
    assertThat(line.path("record").toString())
        .isEqualTo(
            "{\"requestId\":\"id-1\",\"status\":\"success\",\"metrics\":{\"durationMs\":12.34,"
                + "\"billedDurationMs\":413,\"memorySizeMB\":256,\"maxMemoryUsedMB\":97,"
                + "\"initDurationMs\":400.5}}");
  }
}
