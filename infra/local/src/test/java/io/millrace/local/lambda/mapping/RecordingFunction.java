// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * A function that keeps what it was given and answers as a test wants; it can be held back.
 * Thread-safe.
 */
final class RecordingFunction implements FunctionInvoker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String idField;
  private final Function<List<String>, InvocationResult> answer;
  private final List<List<String>> batches = new ArrayList<>();
  private final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);
  private int running;
  private int mostRunning;

  /** The field of a record that tests know it by. */
  RecordingFunction(String idField, Function<List<String>, InvocationResult> answer) {
    this.idField = idField;
    this.answer = answer;
  }

  /** No invocation ends from now on, until released. */
  void hold() {
    gate.drainPermits();
  }

  void release(int invocations) {
    gate.release(invocations);
  }

  @Override
  public InvocationResult invoke(String event) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    try {
      for (JsonNode record : JSON.readTree(event).path("Records")) {
        ids.add(record.path(idField).asText());
      }
    } catch (JsonProcessingException e) {
      throw new AssertionError("the event is not JSON: " + event, e);
    }
    synchronized (this) {
      batches.add(ids);
      running++;
      mostRunning = Math.max(mostRunning, running);
    }
    try {
      gate.acquire();
      return answer.apply(ids);
    } finally {
      synchronized (this) {
        running--;
      }
    }
  }

  synchronized List<List<String>> batches() {
    return List.copyOf(batches);
  }

  synchronized List<String> records() {
    return batches.stream().flatMap(List::stream).toList();
  }

  synchronized int mostRunning() {
    return mostRunning;
  }
}
