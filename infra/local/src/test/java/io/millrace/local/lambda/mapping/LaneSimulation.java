// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.runtime.InvocationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs a lane on a virtual clock, with a function in place of the function; what happened can be
 * looked at.
 */
final class LaneSimulation {
  /** One invocation: when, with what, in which window. */
  record Invoked(long atMillis, LaneDecision.Invoke invoke) {
    List<String> sequence() {
      return invoke.batch().records().stream().map(StreamRecord::sequenceNumber).toList();
    }
  }

  final ShardLane lane;
  final List<Invoked> invocations = new ArrayList<>();
  final List<String> done = new ArrayList<>();
  final List<LaneDecision.Discard> discards = new ArrayList<>();
  long now;
  boolean finished;

  private final Function<LaneDecision.Invoke, InvocationResult> function;

  LaneSimulation(Settings settings, Function<LaneDecision.Invoke, InvocationResult> function) {
    this.lane = new ShardLane(settings.build(), Optional.empty());
    this.function = function;
  }

  static InvocationResult ok(String payload) {
    return new InvocationResult.Succeeded("request", payload, "$LATEST");
  }

  static InvocationResult error() {
    return new InvocationResult.Failed("request", "{\"errorType\":\"any\"}", "$LATEST");
  }

  static InvocationResult reportsFrom(String sequenceNumber) {
    return ok(
        "{\"state\":{},\"batchItemFailures\":[{\"itemIdentifier\":\"" + sequenceNumber + "\"}]}");
  }

  static StreamRecord record(int number, long arrivedAtMillis) {
    String sequence = Integer.toString(number);
    return new StreamRecord(sequence, "lane", arrivedAtMillis, "{\"n\":" + number + "}");
  }

  /** Offers records that arrive now. */
  LaneSimulation offer(int from, int to) {
    for (int i = from; i <= to; i++) {
      lane.offer(record(i, now), now);
    }
    return this;
  }

  /**
   * Does what the lane decides, time passing as it asks, until it waits for something later than a
   * moment.
   */
  LaneSimulation runUntil(long end) {
    while (true) {
      switch (lane.decide(now)) {
        case LaneDecision.Idle() -> {
          now = end;
          return this;
        }
        case LaneDecision.WaitUntil(long millis) when millis > end -> {
          now = end;
          return this;
        }
        case LaneDecision.WaitUntil(long millis) -> now = millis;
        case LaneDecision.Invoke invoke -> {
          invocations.add(new Invoked(now, invoke));
          ShardLane.Completion completion = lane.completed(function.apply(invoke), now);
          completion.done().forEach(record -> done.add(record.sequenceNumber()));
        }
        case LaneDecision.Discard discard -> {
          discards.add(discard);
          lane.discarded();
        }
        case LaneDecision.Done() -> {
          finished = true;
          return this;
        }
      }
    }
  }

  List<List<String>> batches() {
    return invocations.stream().map(Invoked::sequence).toList();
  }

  List<String> discarded() {
    return discards.stream()
        .flatMap(discard -> discard.batch().records().stream())
        .map(StreamRecord::sequenceNumber)
        .toList();
  }
}
