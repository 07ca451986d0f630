// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** The operations on functions through their API, with functions in real processes. */
class FunctionApiIT {
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
      property = "UpdateFunctionCode",
      page = "API_UpdateFunctionCode",
      says = "New code or configuration gets new environments; what runs finishes in the old ones.")
  void newCodeOrConfiguration_getsNewEnvironments() throws IOException {
    cloud.create("obedient", request -> {});
    JsonNode before = TestLambda.json(cloud.invoke("obedient", "answer"));

    cloud
        .client()
        .updateFunctionConfiguration(
            request ->
                request
                    .functionName("obedient")
                    .environment(env -> env.variables(Map.of("GREETING", "new"))));

    JsonNode after = TestLambda.json(cloud.invoke("obedient", "answer"));
    assertThat(after.path("greeting").asText()).isEqualTo("new");
    assertThat(after.path("pid")).isNotEqualTo(before.path("pid"));
    assertThat(ProcessHandle.of(before.path("pid").asLong())).isEmpty();
  }

  @Test
  @Rule(
      of = Subject.ASYNC,
      property = "InvocationType Event",
      page = "invocation-async",
      says = "Answered with 202 at once and run afterwards.")
  void event_isAccepted_andRunsAfterwards() {
    cloud.create("obedient", request -> {});

    InvokeResponse response =
        cloud
            .client()
            .invoke(
                request ->
                    request
                        .functionName("obedient")
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String("{}")));

    assertThat(response.statusCode()).isEqualTo(202);
    // The next one waits for the same environment or starts the second: both have run when two are
    // counted.
    cloud.invoke("obedient", "answer");
    Waiting.until(
        "two invocations", () -> cloud.service().functions().getFirst().invocations() == 2);
  }

  @Rule(
      of = Subject.ASYNC,
      property = "GetFunctionEventInvokeConfig",
      page = "API_GetFunctionEventInvokeConfig",
      says = "The configuration can be put, updated, read and deleted.")
  @Test
  void eventInvokeConfiguration_isKept_changed_andTakenAway() {
    cloud.create("obedient", request -> {});
    cloud
        .client()
        .putFunctionEventInvokeConfig(
            request -> request.functionName("obedient").maximumRetryAttempts(0));
    cloud
        .client()
        .updateFunctionEventInvokeConfig(
            request -> request.functionName("obedient").maximumEventAgeInSeconds(60));

    var config =
        cloud.client().getFunctionEventInvokeConfig(request -> request.functionName("obedient"));
    assertThat(config.maximumRetryAttempts()).isZero();
    assertThat(config.maximumEventAgeInSeconds()).isEqualTo(60);

    cloud.client().deleteFunctionEventInvokeConfig(request -> request.functionName("obedient"));
    assertThatThrownBy(
            () ->
                cloud
                    .client()
                    .getFunctionEventInvokeConfig(request -> request.functionName("obedient")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Rule(
      of = Subject.FUNCTION,
      property = "Payload",
      page = "gettingstarted-limits",
      says = "A synchronous event has 6 MB at most, an asynchronous one 1 MB.")
  @Test
  void tooLargeEvent_isRefused() {
    cloud.create("obedient", request -> {});

    assertThatThrownBy(() -> invokeWith(InvocationType.REQUEST_RESPONSE, 6 * 1024 * 1024 + 1))
        .isInstanceOf(RequestTooLargeException.class)
        .hasMessageStartingWith("Request must be smaller than 6291456 bytes");
    assertThatThrownBy(() -> invokeWith(InvocationType.EVENT, 1024 * 1024 + 1))
        .isInstanceOf(RequestTooLargeException.class)
        .hasMessageStartingWith("1048577 byte payload is too large for the Event invocation type");
  }

  private void invokeWith(InvocationType type, int bytes) {
    String event = "\"" + "x".repeat(bytes - 2) + "\"";
    cloud
        .client()
        .invoke(
            request ->
                request
                    .functionName("obedient")
                    .invocationType(type)
                    .payload(SdkBytes.fromUtf8String(event)));
  }

  @Test
  void errors_areTheServices() {
    cloud.create("obedient", request -> {});

    assertThatThrownBy(() -> cloud.invoke("nobody", "answer"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
    assertThatThrownBy(() -> cloud.create("obedient", request -> {}))
        .isInstanceOf(ResourceConflictException.class);
    assertThatThrownBy(() -> cloud.create("wrong", request -> request.memorySize(64)))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("Value '64' at 'memorySize'")
        .hasMessageContaining("Member must have value greater than or equal to 128");
    assertThatThrownBy(
            () -> cloud.create("layered", request -> request.layers("arn:aws:lambda:any:layer")))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("Layers of a function is not supported");
    assertThatThrownBy(
            () ->
                cloud.create(
                    "reserved",
                    request ->
                        request.environment(env -> env.variables(Map.of("AWS_REGION", "mars")))))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("AWS_REGION");
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "ReservedConcurrentExecutions",
      page = "configuration-concurrency",
      says = "So many environments at most; 0 stops the function.")
  void reservedConcurrencyOfZero_stopsTheFunction() {
    cloud.create("obedient", request -> {});

    cloud
        .client()
        .putFunctionConcurrency(
            request -> request.functionName("obedient").reservedConcurrentExecutions(0));

    assertThatThrownBy(
            () ->
                cloud
                    .client()
                    .invoke(
                        request ->
                            request
                                .functionName("obedient")
                                .overrideConfiguration(
                                    override -> override.apiCallTimeout(Duration.ofSeconds(20)))))
        .isInstanceOf(TooManyRequestsException.class);
    assertThat(
            cloud
                .client()
                .getFunction(request -> request.functionName("obedient"))
                .concurrency()
                .reservedConcurrentExecutions())
        .isZero();
  }

  @Test
  void functions_surviveARestart() {
    cloud.create("obedient", request -> request.description("kept"));
    cloud.restart();

    assertThat(cloud.client().listFunctions().functions())
        .singleElement()
        .satisfies(function -> assertThat(function.description()).isEqualTo("kept"));
    assertThat(cloud.invoke("obedient", "answer").functionError()).isNull();
  }
}
