// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.lambda.runtime.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeployedFunctionsTest {

  private static final Path TEMPLATE = Path.of("../cdk/millrace.template.json");

  private static final Path JAR = Path.of("code.jar");

  private static final Map<String, Path> JARS =
      Map.of(
          "ingest.jar", JAR,
          "enrich.jar", JAR,
          "transform.jar", JAR,
          "sink.jar", JAR,
          "operations.jar", JAR);

  /** Nobody waits for the hook, a deployment's, or for the refresh, the clock's. */
  @Test
  void classData_isOfWhatTakesTraffic() throws IOException {
    assertThat(DeployedFunctions.takingTraffic(Files.readString(TEMPLATE), JARS))
        .containsOnlyKeys("upload", "enrich", "resize", "aggregate", "publish", "redrive");
  }

  /** What training runs and the cold start bench begin with. */
  @Test
  void everyFunctionOfTheTemplate_canBeStarted_andHasATypicalEvent() throws IOException {
    Map<String, FunctionSpec> functions = DeployedFunctions.all(Files.readString(TEMPLATE), JARS);
    TypicalEvents events = new TypicalEvents(Instant.EPOCH);
    assertThat(functions)
        .containsKeys(
            "upload",
            "enrich",
            "resize",
            "aggregate",
            "publish",
            "redrive",
            "deployment-hook",
            "geolocation-refresh")
        .allSatisfy(
            (name, function) -> {
              assertThat(function.memoryMegabytes()).isBetween(128, 10_240);
              assertThat(function.timeout()).isBetween(Duration.ofSeconds(1), Duration.ofHours(1));
              assertThat(function.variables()).isNotEmpty();
              assertThat(events.of(name)).startsWith("{");
            });
  }
}
