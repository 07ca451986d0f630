// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import io.millrace.local.lambda.mapping.Activity;
import io.millrace.local.lambda.runtime.EnvironmentPool;
import io.millrace.local.lambda.runtime.InvocationResult;
import io.millrace.local.lambda.runtime.InvocationResult.Failed;
import io.millrace.local.lambda.runtime.InvocationResult.Succeeded;
import io.millrace.local.lambda.runtime.InvocationResult.Throttled;
import io.millrace.local.lambda.runtime.RuntimeSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/** Invoke: synchronous, asynchronous, or only a look whether it could be. [API_Invoke] */
final class InvokeApi implements AutoCloseable {
  private static final String EXECUTED_VERSION = "x-amz-executed-version";
  private static final int MAX_EVENT_BYTES = 1024 * 1024;

  private final FunctionStore functions;
  private final Activity activity;
  private final AsyncInvocations later;
  private final DoubleSupplier chance;
  private final LambdaObserver observer;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * @param chance that decides between the versions of an alias, evenly from 0 to 1, 1 excluded
   */
  InvokeApi(
      FunctionStore functions,
      Activity activity,
      AsyncInvocations later,
      DoubleSupplier chance,
      LambdaObserver observer) {
    this.chance = chance;
    this.observer = observer;
    this.functions = functions;
    this.activity = activity;
    this.later = later;
  }

  /** Whether no invocation that came through here is running or waiting. */
  boolean idle() {
    return running.get() == 0 && later.idle();
  }

  HttpReply invoke(FunctionName name, HttpRequest request) {
    LambdaFunction function = functions.get(name.name());
    ObjectNode configuration = function.configuration(name);
    String type = request.header("x-amz-invocation-type").orElse("RequestResponse");
    boolean event = type.equals("Event");
    int limit = event ? MAX_EVENT_BYTES : RuntimeSettings.MAX_REQUEST_BYTES;
    if (request.body().length > limit) {
      throw LambdaError.tooLarge(request.body().length, limit, !event);
    }
    String payload =
        request.body().length == 0 ? "{}" : new String(request.body(), StandardCharsets.UTF_8);
    if (!Json.valid(payload)) {
      throw LambdaError.badRequest(
          "Could not parse request body into json: the payload is not JSON");
    }
    return switch (type) {
      case "DryRun" -> HttpReply.empty(204);
      case "Event" -> {
        String requestId = UUID.randomUUID().toString();
        function.invokeConfig(name).ifPresent(one -> configuration.set(AsyncSettings.KEY, one));
        later.submit(
            new AsyncInvocations.Request(name, requestId, payload),
            AsyncSettings.of(configuration),
            () -> run(function.target(name, chance.getAsDouble()), payload, request));
        yield new HttpReply(202, Map.of("x-amzn-requestid", requestId), new byte[0]);
      }
      case "RequestResponse" -> answer(function, name, payload, request);
      default ->
          throw LambdaError.invalid(
              "InvocationType is " + type + ", allowed are RequestResponse, Event and DryRun");
    };
  }

  private InvocationResult run(LambdaFunction.Target target, String payload, HttpRequest request)
      throws InterruptedException {
    running.incrementAndGet();
    try {
      return target.invoke(
          payload, request.header("x-amzn-trace-id"), LambdaConfig.CALLER_PATIENCE, observer);
    } finally {
      activity.touch();
      running.decrementAndGet();
    }
  }

  private HttpReply answer(
      LambdaFunction function, FunctionName name, String payload, HttpRequest request) {
    EnvironmentPool pool = function.pool();
    if (function.limit() == 0) {
      throw LambdaError.tooManyRequests("Rate Exceeded: the reserved concurrency is 0");
    }
    long logEnd = pool.logEnd();
    InvocationResult result;
    try {
      result = run(function.target(name, chance.getAsDouble()), payload, request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LambdaError.internal("the local cloud is stopping");
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    if (request.header("x-amz-log-type").orElse("").equals("Tail")) {
      byte[] tail = pool.logTail(logEnd).getBytes(StandardCharsets.UTF_8);
      headers.put("x-amz-log-result", Base64.getEncoder().encodeToString(tail));
    }
    return switch (result) {
      case Succeeded done -> {
        headers.put(EXECUTED_VERSION, done.version());
        yield reply(headers, done.requestId(), done.payload());
      }
      case Failed failed -> {
        headers.put("x-amz-function-error", "Unhandled");
        headers.put(EXECUTED_VERSION, failed.version());
        yield reply(headers, failed.requestId(), failed.payload());
      }
      case Throttled throttled ->
          throw LambdaError.tooManyRequests("Rate Exceeded: " + throttled.reason());
    };
  }

  private static HttpReply reply(Map<String, String> headers, String requestId, String payload) {
    headers.put("x-amzn-requestid", requestId);
    return new HttpReply(200, headers, payload.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    later.close();
  }
}
