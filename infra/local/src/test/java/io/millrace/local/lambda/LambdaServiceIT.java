// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.lambda.function.ObedientFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** The service through its API, with functions in real processes. */
class LambdaServiceIT {
  private static final byte[] JAR = FunctionJars.of(ObedientFunction.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private TestGateway gateway;
  private LambdaService service;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    gateway = new TestGateway();
    service = service();
    gateway.serve(service);
    lambda =
        LambdaClient.builder()
            .endpointOverride(gateway.endpoint())
            .region(Region.US_EAST_1)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(3)))
            .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("millrace", "millrace-local")))
            .build();
  }

  private LambdaService service() {
    LambdaConfig config =
        new LambdaConfig(
            gateway.endpoint(),
            directory.resolve("work"),
            Path.of(System.getProperty("java.home")),
            2,
            Optional.of(directory.resolve("data")));
    return new LambdaService(config, (table, keys) -> OptionalLong.empty());
  }

  @AfterEach
  void stop() {
    lambda.close();
    service.close();
    gateway.close();
  }

  private void create(String name, Consumer<CreateFunctionRequest.Builder> more) {
    lambda.createFunction(
        request -> {
          request
              .functionName(name)
              .role("arn:aws:iam::000000000000:role/any")
              .handler(ObedientFunction.class.getName() + "::handleRequest")
              .runtime(Runtime.fromValue("java25"))
              .memorySize(256)
              .timeout(30)
              .code(code -> code.zipFile(SdkBytes.fromByteArray(JAR)));
          more.accept(request);
        });
  }

  private InvokeResponse invoke(String name, String event) {
    return lambda.invoke(
        request ->
            request
                .functionName(name)
                .logType(LogType.TAIL)
                .payload(SdkBytes.fromUtf8String("{\"do\":\"" + event + "\"}")));
  }

  private static JsonNode json(InvokeResponse response) throws IOException {
    return JSON.readTree(response.payload().asUtf8String());
  }

  @Test
  void environment_isReused_andLooksLikeLambda() throws IOException {
    create(
        "obedient",
        request -> request.environment(env -> env.variables(Map.of("GREETING", "hello"))));

    InvokeResponse first = invoke("obedient", "answer");
    InvokeResponse second = invoke("obedient", "answer");

    assertThat(first.functionError()).isNull();
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.executedVersion()).isEqualTo("$LATEST");
    JsonNode answer = json(second);
    assertThat(answer.path("pid")).isEqualTo(json(first).path("pid"));
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
    assertThat(service.functions())
        .singleElement()
        .satisfies(
            function -> {
              assertThat(function.invocations()).isEqualTo(2);
              assertThat(function.coldStarts()).isEqualTo(1);
              assertThat(function.environments()).isEqualTo(1);
            });
  }

  @Test
  void log_holdsOutput_betweenStartAndReport() {
    create("obedient", request -> {});

    String tail = tail(invoke("obedient", "answer"));

    assertThat(tail.lines().map(line -> line.replaceAll("[: ].*", "")))
        .containsSubsequence("START", "seen", "END", "REPORT");
    assertThat(tail)
        .containsPattern(
            "REPORT RequestId: \\S+\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: 256 MB\t"
                + ".*Init Duration: \\d+");
  }

  @Test
  void log_isJson_whenTheFunctionAsksForIt() {
    create(
        "obedient", request -> request.loggingConfig(logging -> logging.logFormat(LogFormat.JSON)));

    String tail = tail(invoke("obedient", "answer"));

    assertThat(tail)
        .contains("\"type\":\"platform.start\"", "\"type\":\"platform.report\"")
        .doesNotContain("REPORT");
  }

  private static String tail(InvokeResponse response) {
    return new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }

  @Test
  void exception_isReported_asTheRuntimeDoes_andTheEnvironmentLives() throws IOException {
    create("obedient", request -> {});
    JsonNode before = json(invoke("obedient", "answer"));

    InvokeResponse response = invoke("obedient", "throw");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(json(response).path("errorType").asText())
        .isEqualTo("java.lang.IllegalArgumentException");
    assertThat(json(response).path("errorMessage").asText()).isEqualTo("told to throw");
    assertThat(json(invoke("obedient", "answer")).path("pid")).isEqualTo(before.path("pid"));
  }

  @Test
  void timeout_killsTheEnvironment_andTheNextOneIsNew() throws IOException {
    create("obedient", request -> request.timeout(3));
    long pid = json(invoke("obedient", "answer")).path("pid").asLong();

    InvokeResponse response = invoke("obedient", "hang");

    assertThat(json(response).path("errorMessage").asText())
        .endsWith("Task timed out after 3.00 seconds");
    assertThat(json(response).path("errorType").asText()).isEqualTo("Sandbox.Timedout");
    assertThat(tail(response)).contains("Task timed out after 3.00 seconds");
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(json(invoke("obedient", "answer")).path("invocations").asInt()).isEqualTo(1);
  }

  @Test
  void crash_failsItsInvocation_andTheNextOneGetsANewEnvironment() throws IOException {
    create("obedient", request -> {});

    InvokeResponse response = invoke("obedient", "exit");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(json(response).path("errorType").asText()).isEqualTo("Runtime.ExitError");
    assertThat(json(response).path("errorMessage").asText())
        .endsWith("Error: Runtime exited with error: exit status 7");
    assertThat(json(invoke("obedient", "answer")).path("invocations").asInt()).isEqualTo(1);
  }

  @Test
  void outOfMemory_failsItsInvocation_andTheFunctionRecovers() throws IOException {
    create("obedient", request -> request.memorySize(128).timeout(60));

    InvokeResponse response = invoke("obedient", "memory");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(json(response).path("errorType").asText()).isEqualTo("java.lang.OutOfMemoryError");
    assertThat(invoke("obedient", "answer").functionError()).isNull();
  }

  @Test
  void failingInitialization_isTheInvocationsError() throws IOException {
    create(
        "broken",
        request -> request.environment(env -> env.variables(Map.of("BREAK_INIT", "yes"))));

    InvokeResponse response = invoke("broken", "answer");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String()).contains("told not to start");
  }

  @Test
  void newCodeOrConfiguration_getsNewEnvironments() throws IOException {
    create("obedient", request -> {});
    JsonNode before = json(invoke("obedient", "answer"));

    lambda.updateFunctionConfiguration(
        request ->
            request
                .functionName("obedient")
                .environment(env -> env.variables(Map.of("GREETING", "new"))));

    JsonNode after = json(invoke("obedient", "answer"));
    assertThat(after.path("greeting").asText()).isEqualTo("new");
    assertThat(after.path("pid")).isNotEqualTo(before.path("pid"));
    assertThat(ProcessHandle.of(before.path("pid").asLong())).isEmpty();
  }

  @Test
  void event_isAccepted_andRunsAfterwards() {
    create("obedient", request -> {});

    InvokeResponse response =
        lambda.invoke(
            request ->
                request
                    .functionName("obedient")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{}")));

    assertThat(response.statusCode()).isEqualTo(202);
    // The next one waits for the same environment or starts the second: both have run when two are
    // counted.
    invoke("obedient", "answer");
    Waiting.until("two invocations", () -> service.functions().getFirst().invocations() == 2);
  }

  @Test
  void errors_areTheServices() {
    create("obedient", request -> {});

    assertThatThrownBy(() -> invoke("nobody", "answer"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
    assertThatThrownBy(() -> create("obedient", request -> {}))
        .isInstanceOf(ResourceConflictException.class);
    assertThatThrownBy(() -> create("wrong", request -> request.memorySize(64)))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("MemorySize is 64, allowed is a whole number from 128 to 10240");
    assertThatThrownBy(
            () -> create("layered", request -> request.layers("arn:aws:lambda:any:layer")))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("Layers of a function is not supported");
    assertThatThrownBy(
            () ->
                create(
                    "reserved",
                    request ->
                        request.environment(env -> env.variables(Map.of("AWS_REGION", "mars")))))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("AWS_REGION");
  }

  @Test
  void reservedConcurrencyOfZero_stopsTheFunction() {
    create("obedient", request -> {});

    lambda.putFunctionConcurrency(
        request -> request.functionName("obedient").reservedConcurrentExecutions(0));

    assertThatThrownBy(
            () ->
                lambda.invoke(
                    request ->
                        request
                            .functionName("obedient")
                            .overrideConfiguration(
                                override -> override.apiCallTimeout(Duration.ofSeconds(20)))))
        .isInstanceOf(TooManyRequestsException.class);
    assertThat(
            lambda
                .getFunction(request -> request.functionName("obedient"))
                .concurrency()
                .reservedConcurrentExecutions())
        .isZero();
  }

  @Test
  void close_leavesNoProcessAndNoDirectory() throws IOException {
    create("obedient", request -> {});
    long pid = json(invoke("obedient", "answer")).path("pid").asLong();

    service.close();

    assertThat(ProcessHandle.of(pid)).isEmpty();
    try (var left = Files.list(directory.resolve("work").resolve("environments"))) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void functions_surviveARestart() {
    create("obedient", request -> request.description("kept"));
    service.close();

    service = service();
    gateway.serve(service);

    assertThat(lambda.listFunctions().functions())
        .singleElement()
        .satisfies(function -> assertThat(function.description()).isEqualTo("kept"));
    assertThat(invoke("obedient", "answer").functionError()).isNull();
  }
}
