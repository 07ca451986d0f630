// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One poller of a queue, step by step on a virtual clock. */
class SqsPollerTest {
  private final VirtualTime time = new VirtualTime();
  private final VirtualQueue queue = new VirtualQueue(time);
  private final List<Long> invokedAt = new ArrayList<>();

  private RecordingFunction poll(Settings settings, InvocationResult answer)
      throws SourceException, InterruptedException {
    RecordingFunction function =
        new RecordingFunction(
            "messageId",
            ids -> {
              invokedAt.add(time.now());
              return answer;
            });
    SqsContext context =
        new SqsContext(
            new MappingIdentity(
                "uuid", SourceKind.SQS, "arn:queue", "arn:function", "arn:role", "us-east-1"),
            settings.build(),
            queue,
            function,
            new Activity(),
            new MappingNumbers(),
            time,
            1);
    new SqsPoller(context, new SqsScaling(1), 0, new Halt(time), new SqsMapping(context)).poll();
    return function;
  }

  @Rule(
      of = Subject.QUEUE,
      property = "BatchSize",
      page = "services-sqs-configure",
      says = "10 by default; without a window what one receive brings is a batch.")
  @Test
  void withoutAWindow_oneReceiveIsABatch() throws SourceException, InterruptedException {
    for (int i = 0; i < 12; i++) {
      queue.send("m" + i, 0);
    }

    RecordingFunction function = poll(Settings.defaults().batchSize(10), LaneSimulation.ok(""));

    assertThat(function.batches()).singleElement().satisfies(one -> assertThat(one).hasSize(10));
  }

  @Rule(
      of = Subject.QUEUE,
      property = "BatchSize",
      page = "services-sqs-configure",
      says = "Up to 10,000 messages, with a window of at least one second when over 10.")
  @Test
  void tenThousand_areOneBatch() throws SourceException, InterruptedException {
    for (int i = 0; i < 10_001; i++) {
      queue.send("m" + i, 0);
    }

    RecordingFunction function =
        poll(
            Settings.defaults().batchSize(10_000).batchingWindow(Duration.ofSeconds(1)),
            LaneSimulation.ok(""));

    assertThat(function.records()).hasSize(10_000);
    assertThat(invokedAt).containsExactly(0L);
    assertThat(queue.deleted()).hasSize(10_000);
  }

  @Rule(
      of = Subject.QUEUE,
      property = "MaximumBatchingWindowInSeconds",
      page = "services-sqs-configure",
      says = "Up to 300 s messages are gathered, from the first one on.")
  @Test
  void window_gathersForFiveMinutes() throws SourceException, InterruptedException {
    for (int second = 10; second <= 400; second += 10) {
      queue.send("m" + second, second * 1_000L);
    }
    for (int polls = 0; polls < 10 && invokedAt.isEmpty(); polls++) {
      RecordingFunction function =
          poll(
              Settings.defaults().batchSize(1_000).batchingWindow(Duration.ofMinutes(5)),
              LaneSimulation.ok(""));
      if (!invokedAt.isEmpty()) {
        assertThat(function.records()).hasSizeBetween(30, 31);
      }
    }

    assertThat(invokedAt.getFirst()).isBetween(310_000L, 311_000L);
  }

  @Rule(
      of = Subject.FILTER,
      property = "Messages of a queue",
      page = "with-sqs-filtering",
      says = "A message that is filtered out is deleted from the queue.")
  @Test
  void filteredMessages_areDeleted_withoutAnInvocation()
      throws SourceException, InterruptedException {
    queue.send("wanted", 0);
    queue.send("other", 0);

    RecordingFunction function =
        poll(
            Settings.defaults().batchSize(10).filtering(SourceKind.SQS, "{\"body\":[\"wanted\"]}"),
            LaneSimulation.error());

    assertThat(function.records()).containsExactly("wanted");
    assertThat(queue.deleted()).containsExactly("other");
  }

  @Rule(
      of = Subject.QUEUE,
      property = "Throttles",
      page = "services-sqs-errorhandling",
      says = "Messages of a batch that stays throttled are left to become visible again.",
      note = "after 20 s, on which the guide is silent")
  @Test
  void batchThatStaysThrottled_isLeft() throws SourceException, InterruptedException {
    queue.send("m", 0);

    RecordingFunction function =
        poll(Settings.defaults(), new InvocationResult.Throttled("none free"));

    assertThat(function.batches()).hasSizeGreaterThan(3);
    assertThat(time.now()).isBetween(20_000L, 60_000L);
    assertThat(queue.deleted()).isEmpty();
  }
}
