// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.mapping.StreamBatch.Closing;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The laws of tumbling windows. */
class TumblingWindowTest {
  private static final Settings WINDOWED =
      Settings.defaults().reporting().tumbling(Duration.ofSeconds(60)).batchSize(2);

  /** Appends the numbers of its records to the state. */
  private static InvocationResult appending(LaneDecision.Invoke invoke) {
    StringBuilder seen =
        new StringBuilder(invoke.window().orElseThrow().state().path("seen").asText(""));
    invoke.batch().records().forEach(record -> seen.append(record.sequenceNumber()));
    return LaneSimulation.ok("{\"state\":{\"seen\":\"" + seen + "\"}}");
  }

  private static List<String> told(LaneSimulation lane) {
    List<String> lines = new ArrayList<>();
    for (var one : lane.invocations) {
      TumblingWindow window = one.invoke().window().orElseThrow();
      lines.add(
          "[%d,%d) %s state=%s %s"
              .formatted(
                  window.startMillis() / 1000,
                  window.endMillis() / 1000,
                  one.sequence(),
                  window.state().path("seen").asText(""),
                  one.invoke().batch().closing()));
    }
    return lines;
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "window",
      page = "services-kinesis-windows",
      says = "Windows begin and end at fixed multiples of their length and do not overlap.")
  void windowsAreMultiplesOfTheirLength() {
    TumblingWindow window = TumblingWindow.at(125_000, Duration.ofSeconds(60));

    assertThat(window.startMillis()).isEqualTo(120_000);
    assertThat(window.endMillis()).isEqualTo(180_000);
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "state",
      page = "services-kinesis-windows",
      says =
          "The state that a function returns comes back in the next invocation of its window and shard.")
  @Rule(
      of = Subject.WINDOW,
      property = "isFinalInvokeForWindow",
      page = "services-kinesis-windows",
      says = "At the end of a window the function is invoked once more, to conclude it.")
  void stateIsHandedOn_aBatchStaysInItsWindow_andTheFinalInvocationIsEmpty() {
    LaneSimulation lane = new LaneSimulation(WINDOWED, TumblingWindowTest::appending);
    lane.now = 58_000;
    lane.offer(1, 3);
    lane.now = 60_000;
    lane.offer(4, 4).runUntil(60_000);

    assertThat(told(lane))
        .containsExactly(
            "[0,60) [1, 2] state= NOT",
            "[0,60) [3] state=12 NOT",
            "[0,60) [] state=123 AT_ITS_END",
            "[60,120) [4] state= NOT");
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "MaximumBatchingWindowInSeconds",
      page = "services-kinesis-windows",
      says = "A batch never spans two windows.")
  void batchingWindow_endsWhereTheTumblingWindowEnds() {
    LaneSimulation lane =
        new LaneSimulation(
            WINDOWED.batchSize(100).batchingWindow(Duration.ofMinutes(5)),
            TumblingWindowTest::appending);
    lane.now = 59_000;
    lane.offer(1, 1);
    lane.now = 61_000;
    lane.offer(2, 2).runUntil(61_000);

    assertThat(told(lane)).containsExactly("[0,60) [1] state= NOT", "[0,60) [] state=1 AT_ITS_END");
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "Quiet shard",
      page = "services-kinesis-windows",
      says = "A window ends though no newer record comes.",
      note = "two minutes after its end, on which the guide is silent")
  void quietShard_isWaitedForTwoMinutes_thenItsWindowCloses() {
    LaneSimulation lane = new LaneSimulation(WINDOWED, TumblingWindowTest::appending);
    lane.offer(1, 1).runUntil(179_999);
    assertThat(lane.invocations).hasSize(1);
    assertThat(lane.lane.drained()).isTrue();

    lane.runUntil(180_000);

    assertThat(told(lane)).last().isEqualTo("[0,60) [] state=1 AT_ITS_END");
    lane.runUntil(1_000_000);
    assertThat(lane.invocations).hasSize(2);
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "End of a shard",
      page = "services-kinesis-windows",
      says = "When the shard ends its window is concluded, and a child shard begins without state.")
  void endOfTheShard_closesTheWindow() {
    LaneSimulation lane = new LaneSimulation(WINDOWED, TumblingWindowTest::appending).offer(1, 1);
    lane.lane.end();
    lane.runUntil(0);

    assertThat(told(lane)).last().isEqualTo("[0,60) [] state=1 AT_ITS_END");
    assertThat(lane.finished).isTrue();
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "isWindowTerminatedEarly",
      page = "services-kinesis-windows",
      says = "A state over 1 MB per shard ends its window early.")
  void tooLargeState_closesTheWindowEarly_andTheRestStartsAnew() {
    String large = "x".repeat(TumblingWindow.MAX_STATE_BYTES);
    LaneSimulation lane =
        new LaneSimulation(
            WINDOWED,
            invoke ->
                invoke.batch().size() == 2
                    ? LaneSimulation.ok("{\"state\":{\"large\":\"" + large + "\"}}")
                    : LaneSimulation.ok("{\"state\":{}}"));
    lane.offer(1, 3).runUntil(0);

    assertThat(lane.invocations.stream().map(one -> one.invoke().batch().closing()))
        .containsExactly(Closing.NOT, Closing.EARLY, Closing.NOT);
    assertThat(lane.invocations.getLast().invoke().window().orElseThrow().state()).isEmpty();
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "state",
      page = "services-kinesis-windows",
      says = "An answer without the property state is a failed invocation.")
  void answerWithoutState_isRetried() {
    LaneSimulation lane =
        new LaneSimulation(
            WINDOWED.retries(1), invoke -> LaneSimulation.ok("{\"batchItemFailures\":[]}"));
    lane.offer(1, 2).runUntil(10_000);

    assertThat(lane.batches()).containsExactly(List.of("1", "2"), List.of("1", "2"));
    assertThat(lane.discarded()).containsExactly("1", "2");
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "isFinalInvokeForWindow",
      page = "services-kinesis-windows",
      says =
          "A failed final invocation is retried as the mapping says, then the next window goes on.")
  void failedFinalInvocation_isRetried_andGivenUpInTheEnd() {
    LaneSimulation lane =
        new LaneSimulation(
            WINDOWED.retries(2),
            invoke -> invoke.batch().size() > 0 ? appending(invoke) : LaneSimulation.error());
    lane.offer(1, 1).runUntil(1_000_000);

    assertThat(told(lane).subList(1, lane.invocations.size()))
        .hasSize(3)
        .containsOnly("[0,60) [] state=1 AT_ITS_END");
    assertThat(lane.lane.window()).isEmpty();
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "shardId",
      page = "services-kinesis-windows",
      says =
          "The event carries window, state, shardId, eventSourceARN, isFinalInvokeForWindow and isWindowTerminatedEarly.")
  void event_tellsTheWindow() {
    StreamBatch batch = StreamBatch.of(List.of(LaneSimulation.record(1, 0)));
    MappingIdentity mapping =
        new MappingIdentity(
            "uuid", SourceKind.DYNAMODB, "arn:stream", "arn:function", "arn:role", "us-east-1");

    String event =
        StreamEvents.event(
            mapping,
            "shardId-7",
            batch,
            Optional.of(TumblingWindow.at(61_000, Duration.ofSeconds(60))));

    assertThat(event)
        .isEqualTo(
            "{\"Records\":[{\"n\":1}],\"window\":{\"start\":\"1970-01-01T00:01:00Z\",\"end\":\"1970-01-01T00:02:00Z\"},"
                + "\"state\":{},\"shardId\":\"shardId-7\",\"eventSourceARN\":\"arn:stream\","
                + "\"isFinalInvokeForWindow\":false,\"isWindowTerminatedEarly\":false}");
  }
}
