// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.conformance.Honoured;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asynchronous invocations on a clock that only waiting moves. */
class AsyncInvocationsTest implements AsyncOutlet {
  private static final InvocationResult OK =
      new InvocationResult.Succeeded("any", "{\"answer\":42}", "$LATEST");
  private static final InvocationResult ERROR =
      new InvocationResult.Failed(
          "any", "{\"errorType\":\"T\",\"errorMessage\":\"broken\"}", "$LATEST");
  private static final InvocationResult THROTTLED = new InvocationResult.Throttled("none free");

  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private final Instant start = now;
  private final List<Duration> attempts = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<AsyncRecord> outcomes = new ArrayList<>();
  private final AsyncInvocations invocations =
      new AsyncInvocations(this, () -> now, pause -> now = now.plus(pause));

  @AfterEach
  void close() {
    invocations.close();
  }

  @Override
  public void tell(String destinationArn, AsyncRecord outcome) {
    told.add(destinationArn);
    outcomes.add(outcome);
  }

  @Override
  public void deadLetter(String queueArn, AsyncRecord outcome) {
    told.add("dead letter " + queueArn);
    outcomes.add(outcome);
  }

  private static AsyncSettings settings(String config) {
    ObjectNode function = Json.object();
    function.set(AsyncSettings.KEY, request(config));
    function.putObject("DeadLetterConfig").put("TargetArn", "arn:dlq");
    return AsyncSettings.of(function);
  }

  private static ObjectNode request(String quoted) {
    return Json.request(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** The last of the answers is that of all further attempts. */
  private void run(AsyncSettings settings, InvocationResult... answers)
      throws InterruptedException {
    invocations.run(
        new AsyncInvocations.Request(FunctionName.of("f"), "request-1", "{\"n\":1}"),
        settings,
        () -> {
          attempts.add(Duration.between(start, now));
          return answers[Math.min(attempts.size(), answers.length) - 1];
        });
  }

  @Rule(
      of = Subject.ASYNC,
      property = "MaximumRetryAttempts",
      page = "invocation-async-error-handling",
      says = "An error is retried twice: after one minute and after two.",
      honoured = Honoured.PARTLY,
      note = "every attempt has a request id of its own")
  @Rule(
      of = Subject.ASYNC,
      property = "DeadLetterConfig",
      page = "invocation-async-retain-records",
      says =
          "What is given up goes to the dead-letter queue, the event itself with RequestID, ErrorCode and ErrorMessage.",
      honoured = Honoured.PARTLY,
      note = "standard queues; topics are refused")
  @Test
  void error_isRetriedAfterOneAndTwoMinutes_thenTheEventIsADeadLetter()
      throws InterruptedException {
    run(settings("{}"), ERROR);

    assertThat(attempts)
        .containsExactly(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(3));
    assertThat(told).containsExactly("dead letter arn:dlq");
    assertThat(outcomes.getFirst().payload()).isEqualTo("{\"n\":1}");
    assertThat(outcomes.getFirst().errorCode()).isEqualTo(200);
    assertThat(outcomes.getFirst().errorMessage()).isEqualTo("broken");
  }

  @Rule(
      of = Subject.ASYNC,
      property = "MaximumRetryAttempts",
      page = "API_PutFunctionEventInvokeConfig",
      says = "0 to 2; with 0 the first error is the end.")
  @Test
  void withoutRetries_theFirstErrorIsTheEnd() throws InterruptedException {
    run(settings("{'MaximumRetryAttempts':0}"), ERROR);

    assertThat(attempts).hasSize(1);
    assertThat(outcomes.getFirst().condition()).isEqualTo(AsyncEvent.Condition.RETRIES_EXHAUSTED);
  }

  @Rule(
      of = Subject.ASYNC,
      property = "Throttles",
      page = "invocation-async-error-handling",
      says =
          "A throttled event is tried for up to six hours, with pauses from one second to five minutes, and uses up no attempt.")
  @Test
  void throttledEvent_isTriedForSixHours() throws InterruptedException {
    run(settings("{}"), THROTTLED);

    assertThat(attempts.subList(0, 4))
        .containsExactly(
            Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(7));
    assertThat(attempts.getLast()).isBetween(Duration.ofMinutes(355), Duration.ofHours(6));
    assertThat(outcomes.getFirst().condition()).isEqualTo(AsyncEvent.Condition.EVENT_AGE_EXCEEDED);
    assertThat(outcomes.getFirst().attempts()).isZero();
    assertThat(outcomes.getFirst().errorCode()).isEqualTo(429);
  }

  @Rule(
      of = Subject.ASYNC,
      property = "MaximumEventAgeInSeconds",
      page = "invocation-async-configuring",
      says = "60 s to 6 h: an older event is given up, however many attempts are left.")
  @Test
  void oldEvent_isGivenUpBeforeItsRetries() throws InterruptedException {
    run(settings("{'MaximumEventAgeInSeconds':90}"), ERROR);

    assertThat(attempts).containsExactly(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(outcomes.getFirst().condition()).isEqualTo(AsyncEvent.Condition.EVENT_AGE_EXCEEDED);
  }

  @Rule(
      of = Subject.ASYNC,
      property = "DestinationConfig",
      page = "invocation-async-retain-records",
      says =
          "OnSuccess and OnFailure get a record with the request, its condition, the event and the answer.",
      honoured = Honoured.PARTLY,
      note = "standard queues, and buckets for failures; topics, functions and buses are refused")
  @Test
  void destinations_getTheRecordOfTheInvocation() throws InterruptedException {
    AsyncSettings settings =
        settings(
            "{'DestinationConfig':{'OnSuccess':{'Destination':'arn:ok'},'OnFailure':{'Destination':'arn:failed'}}}");
    run(settings, ERROR, OK);
    attempts.clear();
    run(settings, ERROR);

    assertThat(told).containsExactly("arn:ok", "arn:failed", "dead letter arn:dlq");
    JsonNode success = Json.value(outcomes.get(0).json());
    assertThat(success.at("/requestContext/condition").asText()).isEqualTo("Success");
    assertThat(success.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
    assertThat(success.at("/requestContext/requestId").asText()).isEqualTo("request-1");
    assertThat(success.at("/requestPayload/n").asInt()).isEqualTo(1);
    assertThat(success.at("/responsePayload/answer").asInt()).isEqualTo(42);
    assertThat(success.path("responseContext").has("functionError")).isFalse();
    JsonNode failure = Json.value(outcomes.get(1).json());
    assertThat(failure.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
    assertThat(failure.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
    assertThat(failure.at("/responsePayload/errorMessage").asText()).isEqualTo("broken");
    assertThat(outcomes.get(1).key("x")).startsWith("aws/lambda/async/f/2026/11/23/2026-11-23T10.");
  }

  @Rule(
      of = Subject.ASYNC,
      property = "PutFunctionEventInvokeConfig",
      page = "API_PutFunctionEventInvokeConfig",
      says = "What is out of range or no destination is refused.")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'MaximumRetryAttempts':3}",
        "{'MaximumEventAgeInSeconds':59}",
        "{'MaximumEventAgeInSeconds':21601}",
        "{'DestinationConfig':{'OnSuccess':{'Destination':'arn:aws:s3:::bucket'}}}",
        "{'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:sns:us-east-1:000000000000:t'}}}",
        "{'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:sqs:us-east-1:000000000000:q.fifo'}}}"
      })
  void configuration_isChecked(String config) {
    assertThatThrownBy(() -> EventInvokeApi.apply(Json.object(), request(config)))
        .isInstanceOf(LambdaError.class);
  }
}
