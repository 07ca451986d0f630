// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.conformance.Honoured;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogFormat;

/** Functions in real processes: what an invocation comes back with, and what it leaves. */
class LambdaServiceIT {
  @TempDir Path directory;
  private TestLambda cloud;

  @BeforeEach
  void start() {
    cloud = new TestLambda(directory);
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "Execution environment",
      page = "lambda-runtime-environment",
      says =
          "An environment is initialised once and reused, with the documented environment variables.")
  @Rule(
      of = Subject.FUNCTION,
      property = "/tmp",
      page = "lambda-runtime-environment",
      says = "Every environment has a temporary directory of its own.",
      honoured = Honoured.PARTLY,
      note = "java.io.tmpdir is it; a hard-coded /tmp is the machine's")
  void environment_isReused_andLooksLikeLambda() throws IOException {
    cloud.create(
        "obedient",
        request -> request.environment(env -> env.variables(Map.of("GREETING", "hello"))));

    InvokeResponse first = cloud.invoke("obedient", "answer");
    InvokeResponse second = cloud.invoke("obedient", "answer");

    assertThat(first.functionError()).isNull();
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.executedVersion()).isEqualTo("$LATEST");
    JsonNode answer = TestLambda.json(second);
    assertThat(answer.path("pid")).isEqualTo(TestLambda.json(first).path("pid"));
    assertThat(answer.path("invocations").asInt()).isEqualTo(2);
    assertThat(answer.path("remainingMillis").asInt()).isBetween(1, 30_000);
    assertThat(answer.path("arn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:obedient");
    assertThat(answer.path("greeting").asText()).isEqualTo("hello");
    assertThat(answer.path("user").asText()).isEqualTo("fn-obedient");
    assertThat(answer.path("tmp").asText()).startsWith(directory.toString());
    assertThat(answer.path("variables").asText().split(" "))
        .contains(
            "AWS_REGION",
            "AWS_ENDPOINT_URL",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "LAMBDA_TASK_ROOT",
            "TZ")
        .doesNotContain("JAVA_HOME", "MAVEN_CMD_LINE_ARGS", "USER");
    assertThat(cloud.service().functions())
        .singleElement()
        .satisfies(
            function -> {
              assertThat(function.invocations()).isEqualTo(2);
              assertThat(function.coldStarts()).isEqualTo(1);
              assertThat(function.environments()).isEqualTo(1);
            });
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "REPORT",
      page = "java-logging",
      says =
          "REPORT has request id, duration, billed duration, memory size, memory used and, for the first, init duration.")
  void log_holdsOutput_betweenStartAndReport() {
    cloud.create("obedient", request -> {});

    String tail = TestLambda.tail(cloud.invoke("obedient", "answer"));

    assertThat(tail.lines().map(line -> line.replaceAll("[: ].*", "")))
        .containsSubsequence("START", "seen", "END", "REPORT");
    assertThat(tail)
        .containsPattern(
            "REPORT RequestId: \\S+\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: 256 MB\t"
                + ".*Init Duration: \\d+");
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "LoggingConfig",
      page = "monitoring-cloudwatchlogs-logformat",
      says = "LogFormat JSON makes the platform's lines JSON.")
  void log_isJson_whenTheFunctionAsksForIt() {
    cloud.create(
        "obedient", request -> request.loggingConfig(logging -> logging.logFormat(LogFormat.JSON)));

    String tail = TestLambda.tail(cloud.invoke("obedient", "answer"));

    assertThat(tail)
        .contains("\"type\":\"platform.start\"", "\"type\":\"platform.report\"")
        .doesNotContain("REPORT");
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "Function error",
      page = "java-exceptions",
      says = "An exception is the error document of the invocation; the environment lives on.")
  void exception_isReported_asTheRuntimeDoes_andTheEnvironmentLives() throws IOException {
    cloud.create("obedient", request -> {});
    JsonNode before = TestLambda.json(cloud.invoke("obedient", "answer"));

    InvokeResponse response = cloud.invoke("obedient", "throw");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(TestLambda.json(response).path("errorType").asText())
        .isEqualTo("java.lang.IllegalArgumentException");
    assertThat(TestLambda.json(response).path("errorMessage").asText()).isEqualTo("told to throw");
    assertThat(TestLambda.json(cloud.invoke("obedient", "answer")).path("pid"))
        .isEqualTo(before.path("pid"));
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "Timeout",
      page = "configuration-timeout",
      says = "At the timeout the environment is killed; the next invocation gets a new one.")
  void timeout_killsTheEnvironment_andTheNextOneIsNew() throws IOException {
    cloud.create("obedient", request -> request.timeout(3));
    long pid = TestLambda.json(cloud.invoke("obedient", "answer")).path("pid").asLong();

    InvokeResponse response = cloud.invoke("obedient", "hang");

    assertThat(TestLambda.json(response).path("errorMessage").asText())
        .endsWith("Task timed out after 3.00 seconds");
    assertThat(TestLambda.json(response).path("errorType").asText()).isEqualTo("Sandbox.Timedout");
    assertThat(TestLambda.tail(response))
        .contains("Task timed out after 3.00 seconds")
        .containsPattern("REPORT .*Duration: 3\\d\\d\\d\\.\\d\\d ms.*\tStatus: timeout");
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(TestLambda.json(cloud.invoke("obedient", "answer")).path("invocations").asInt())
        .isEqualTo(1);
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "Runtime.ExitError",
      page = "lambda-runtime-environment",
      says = "A process that ends fails its invocation; the next one gets a new environment.")
  void crash_failsItsInvocation_andTheNextOneGetsANewEnvironment() throws IOException {
    cloud.create("obedient", request -> {});

    InvokeResponse response = cloud.invoke("obedient", "exit");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(TestLambda.json(response).path("errorType").asText()).isEqualTo("Runtime.ExitError");
    assertThat(TestLambda.json(response).path("errorMessage").asText())
        .endsWith("Error: Runtime exited with error: exit status 7");
    assertThat(TestLambda.json(cloud.invoke("obedient", "answer")).path("invocations").asInt())
        .isEqualTo(1);
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "MemorySize",
      page = "configuration-memory",
      says = "A function that runs out of memory fails its invocation and recovers.",
      honoured = Honoured.PARTLY,
      note = "the heap is bounded as AWS bounds it; memory outside the heap is not")
  void outOfMemory_failsItsInvocation_andTheFunctionRecovers() throws IOException {
    cloud.create("obedient", request -> request.memorySize(128).timeout(60));

    InvokeResponse response = cloud.invoke("obedient", "memory");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(TestLambda.json(response).path("errorType").asText())
        .isEqualTo("java.lang.OutOfMemoryError");
    assertThat(cloud.invoke("obedient", "answer").functionError()).isNull();
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "Initialisation",
      page = "lambda-runtime-environment",
      says = "A failing initialisation is the error of the invocation.")
  void failingInitialization_isTheInvocationsError() throws IOException {
    cloud.create(
        "broken",
        request -> request.environment(env -> env.variables(Map.of("BREAK_INIT", "yes"))));

    InvokeResponse response = cloud.invoke("broken", "answer");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String()).contains("told not to start");
  }

  @Test
  void close_leavesNoProcessAndNoDirectory() throws IOException {
    cloud.create("obedient", request -> {});
    long pid = TestLambda.json(cloud.invoke("obedient", "answer")).path("pid").asLong();

    cloud.service().close();

    assertThat(ProcessHandle.of(pid)).isEmpty();
    try (var left = Files.list(directory.resolve("work").resolve("environments"))) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }
}
