// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.Waiting;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver of queues, on real threads over a queue in memory. */
class SqsMappingTest {
  private final InMemoryQueue queue = new InMemoryQueue();
  private final Activity activity = new Activity();
  private final List<MappingDriver> started = new ArrayList<>();

  @AfterEach
  void stopAll() {
    started.forEach(MappingDriver::abort);
  }

  private MappingDriver start(Settings settings, FunctionInvoker function, int environments) {
    MappingSettings built = settings.build();
    MappingDriver driver =
        new SqsMapping(
            new SqsContext(
                new MappingIdentity(
                    "uuid", SourceKind.SQS, "arn:queue", "arn:function", "arn:role", "us-east-1"),
                built,
                queue,
                function,
                activity,
                new MappingNumbers(),
                InstantSource.system(),
                environments));
    started.add(driver);
    driver.start();
    return driver;
  }

  @Test
  @Rule(
      of = Subject.QUEUE,
      property = "Success",
      page = "with-sqs",
      says = "When the function succeeds the messages of the batch are deleted.")
  void success_deletes_andAnEmptyQueueIsCaughtUp() {
    for (int i = 0; i < 25; i++) {
      queue.send("m" + i);
    }
    RecordingFunction function = new RecordingFunction("messageId", ids -> LaneSimulation.ok(""));

    MappingDriver driver = start(Settings.defaults().batchSize(4), function, 2);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(function.records()).hasSize(25).doesNotHaveDuplicates();
    assertThat(function.batches()).allMatch(batch -> batch.size() <= 4);
    assertThat(function.mostRunning()).isLessThanOrEqualTo(2);
    assertThat(driver.numbers().records()).isEqualTo(25);
  }

  @Test
  @Rule(
      of = Subject.QUEUE,
      property = "Failure",
      page = "services-sqs-errorhandling",
      says =
          "After a failure the messages stay and become visible again at the end of their visibility timeout.")
  void failure_leavesTheMessages_untilTheyAreVisibleAgain() {
    queue.send("m1");
    AtomicInteger attempts = new AtomicInteger();
    RecordingFunction function =
        new RecordingFunction(
            "messageId",
            ids ->
                attempts.incrementAndGet() == 1 ? LaneSimulation.error() : LaneSimulation.ok(""));

    MappingDriver driver = start(Settings.defaults().batchSize(10), function, 1);
    Waiting.until("the failure", () -> driver.numbers().failedBatches() == 1);
    assertThat(queue.inFlight()).containsExactly("m1");
    assertThat(driver.caughtUp()).isFalse();
    queue.makeVisible();

    Waiting.until("caught up", driver::caughtUp);
    assertThat(function.records()).containsExactly("m1", "m1");
  }

  @Test
  @Rule(
      of = Subject.QUEUE,
      property = "ReportBatchItemFailures",
      page = "services-sqs-errorhandling",
      says = "Only the reported messages stay; the others are deleted.")
  void report_keepsOnlyTheReported() {
    queue.send("good");
    queue.send("bad");
    RecordingFunction function =
        new RecordingFunction("messageId", ids -> LaneSimulation.reportsFrom("bad"));

    MappingDriver driver = start(Settings.defaults().batchSize(10).reporting(), function, 1);

    Waiting.until("the batch", () -> driver.numbers().batches() == 1);
    assertThat(queue.inFlight()).containsExactly("bad");
    assertThat(driver.numbers().records()).isEqualTo(1);
  }

  @Test
  @Rule(
      of = Subject.QUEUE,
      property = "Throttles",
      page = "services-sqs-errorhandling",
      says =
          "A throttled batch is tried again, with back-off, until its messages become visible again.")
  void throttle_keepsTheBatch_andTriesAgain() {
    queue.send("m1");
    AtomicInteger attempts = new AtomicInteger();
    RecordingFunction function =
        new RecordingFunction(
            "messageId",
            ids ->
                attempts.incrementAndGet() < 3
                    ? new InvocationResult.Throttled("none free")
                    : LaneSimulation.ok(""));

    MappingDriver driver = start(Settings.defaults(), function, 1);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(driver.numbers().batches()).isEqualTo(1);
    assertThat(driver.numbers().failedBatches()).isZero();
  }

  @Test
  void batchingWindow_gathersMoreThanOneReceive() {
    for (int i = 0; i < 15; i++) {
      queue.send("m" + i);
    }
    RecordingFunction function = new RecordingFunction("messageId", ids -> LaneSimulation.ok(""));

    MappingDriver driver =
        start(
            Settings.defaults().batchSize(100).batchingWindow(Duration.ofMillis(200)), function, 1);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(function.batches())
        .singleElement()
        .satisfies(batch -> assertThat(batch).hasSize(15));
  }

  @Test
  @Rule(
      of = Subject.QUEUE,
      property = "Scaling",
      page = "services-sqs-scaling",
      says = "Up to 5 batches at first, then up to 300 more a minute.")
  @Rule(
      of = Subject.QUEUE,
      property = "MaximumConcurrency",
      page = "services-sqs-scaling",
      says = "2 to 1,000: so many invocations of one mapping at a time at most.",
      note = "never more than the local limit of environments")
  void concurrency_startsAtFive_andGrowsByTheMinute() {
    SqsScaling scaling = new SqsScaling(700);

    assertThat(scaling.allowed(0)).isEqualTo(5);
    assertThat(scaling.allowed(59_999)).isEqualTo(5);
    assertThat(scaling.allowed(60_000)).isEqualTo(305);
    assertThat(scaling.allowed(600_000)).isEqualTo(700);
    assertThat(new SqsScaling(2).allowed(0)).isEqualTo(2);
  }
}
