// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Runtime API as a runtime sees it. */
class RuntimeApiServerTest {
  private static final String TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";

  private final HttpClient http = HttpClient.newHttpClient();
  private RuntimeApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = new RuntimeApiServer();
  }

  @AfterEach
  void stop() {
    api.close();
    http.close();
  }

  private HttpResponse<String> next() throws IOException, InterruptedException {
    return http.send(request("invocation/next").GET().build(), BodyHandlers.ofString());
  }

  private int answer(Invocation invocation, String body) throws IOException, InterruptedException {
    return http.send(
            request("invocation/" + invocation.requestId() + "/response")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path));
  }

  @Rule(
      of = Subject.FUNCTION,
      property = "Deadline",
      page = "runtimes-api",
      says =
          "Every event comes with its request id, its deadline, the function's ARN and a trace id.")
  @Rule(
      of = Subject.FUNCTION,
      property = "X-Amzn-Trace-Id",
      page = "services-xray",
      says =
          "The trace of the caller is handed on to the function; without one a new trace begins.")
  @Test
  void event_comesWithDeadlineAndTrace() throws IOException, InterruptedException {
    Invocation traced =
        Invocation.of("{}", Optional.of(TRACE), "arn:function", Duration.ofSeconds(30));
    api.offer(traced);
    long before = System.currentTimeMillis();

    HttpResponse<String> event = next();

    assertThat(event.headers().firstValue("Lambda-Runtime-Aws-Request-Id"))
        .contains(traced.requestId());
    assertThat(event.headers().firstValue("Lambda-Runtime-Invoked-Function-Arn"))
        .contains("arn:function");
    assertThat(event.headers().firstValue("Lambda-Runtime-Trace-Id")).contains(TRACE);
    assertThat(event.headers().firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElseThrow())
        .isBetween(before + 30_000, before + 60_000);
    assertThat(Invocation.of("{}", Optional.empty(), "arn:function", Duration.ZERO).traceId())
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
  }

  @Rule(
      of = Subject.FUNCTION,
      property = "6 MB response",
      page = "gettingstarted-limits",
      says = "A response over 6 MB (and a hundred bytes) fails the invocation.")
  @Test
  void tooLargeResponse_isAnError() throws IOException, InterruptedException {
    Invocation invocation =
        Invocation.of("{}", Optional.empty(), "arn:function", Duration.ofSeconds(30));
    api.offer(invocation);
    next();

    int status = answer(invocation, "x".repeat(RuntimeSettings.MAX_RESPONSE_BYTES + 1));

    assertThat(status).isEqualTo(413);
    assertThat(invocation.answer().join().error()).isTrue();
    assertThat(invocation.answer().join().payload()).contains("Function.ResponseSizeTooLarge");
  }

  @Rule(
      of = Subject.FUNCTION,
      property = "Runtime API",
      page = "runtimes-api",
      says = "An answer to an invocation that is not running is refused.")
  @Test
  void answerToNobody_isRefused() throws IOException, InterruptedException {
    Invocation invocation =
        Invocation.of("{}", Optional.empty(), "arn:function", Duration.ofSeconds(30));

    assertThat(answer(invocation, "{}")).isEqualTo(400);
  }
}
