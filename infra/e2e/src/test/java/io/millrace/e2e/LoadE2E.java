// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A short load run against the cloud of the suite. */
@ExtendWith(SharedCloud.class)
class LoadE2E {

  private static final int EVENTS = 250;

  @Test
  void load_measuresEveryStage_andFindsEveryEventOnce(Cloud cloud, @TempDir Path folder)
      throws IOException {
    cloud.awaitIdle();

    Millrace.Result result =
        cloud.millrace(
            "load",
            "--rate",
            "50",
            "--duration",
            "5s",
            "--poison",
            "20",
            "--seed",
            "7",
            "--report",
            folder.toString(),
            "--json");

    JsonNode report = new ObjectMapper().readTree(result.out());
    JsonNode outcome = report.path("outcome");
    List<String> problems = new ArrayList<>();
    outcome.path("problems").forEach(problem -> problems.add(problem.asText()));
    // How busy the machine is that builds this, is not what is tested.
    assertThat(problems).allMatch(p -> p.startsWith("the producer could not keep the schedule"));
    assertThat(outcome.path("exact").asBoolean()).isTrue();
    assertThat(outcome.path("events").asInt()).isEqualTo(EVENTS);
    assertThat(outcome.path("rejected").asInt()).isPositive();
    assertThat(outcome.path("sendDelay").path("count").asInt()).isEqualTo(EVENTS);
    assertThat(report.path("stages").findValuesAsText("name"))
        .contains("enrich", "aggregate", "publish");
    for (JsonNode stage : report.path("stages")) {
      assertThat(stage.path("iteratorAge").path("count").asInt()).isPositive();
      assertThat(stage.path("cpuSeconds").asDouble()).isPositive();
    }
    // The first event and the first behind each second, the last event of all perhaps.
    assertThat(report.path("endToEnd").path("records").path("count").asInt()).isBetween(5, 6);
    assertThat(report.path("endToEnd").path("aggregates").path("count").asInt()).isBetween(5, 6);
    assertThat(report.path("requests").findValuesAsText("caller")).contains("fn:millrace-enrich");
    assertThat(new ObjectMapper().readTree(Files.readString(folder.resolve("report.json"))))
        .isEqualTo(report);
  }
}
