// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver of streams, on real threads over a stream in memory. */
class StreamMappingTest {
  private final InMemoryShards stream = new InMemoryShards();
  private final MemoryCheckpoints checkpoints = new MemoryCheckpoints();
  private final Activity activity = new Activity();
  private final List<FailedBatch> failed = new CopyOnWriteArrayList<>();
  private final List<MappingDriver> started = new ArrayList<>();

  @AfterEach
  void stopAll() {
    started.forEach(MappingDriver::abort);
  }

  private MappingDriver start(Settings settings, FunctionInvoker function) {
    return start(settings, function, Duration.ofMillis(10));
  }

  private MappingDriver start(Settings settings, FunctionInvoker function, Duration poll) {
    return start(settings, function, poll, stream);
  }

  private MappingDriver start(
      Settings settings, FunctionInvoker function, Duration poll, ShardReader reader) {
    StreamContext context =
        new StreamContext(
            new MappingIdentity(
                "uuid", SourceKind.KINESIS, "arn:stream", "arn:function", "arn:role", "us-east-1"),
            settings.build(),
            reader,
            function,
            failed::add,
            checkpoints,
            activity,
            new MappingNumbers(),
            InstantSource.system(),
            poll);
    MappingDriver driver = new StreamMapping(context);
    started.add(driver);
    driver.start();
    return driver;
  }

  @Rule(
      of = Subject.STREAM,
      property = "Polling",
      page = "with-kinesis",
      says =
          "Kinesis is polled once a second and shard, DynamoDB Streams four times; a reader that is behind reads on.")
  @Test
  void readerThatIsBehind_doesNotWaitForItsNextPoll() {
    stream.shard("a");
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      numbers.add(stream.put("a", "any"));
    }
    RecordingFunction function = succeeding();

    start(Settings.defaults(), function, Duration.ofHours(1));

    Waiting.until("all records", () -> function.records().size() == 100);
    assertThat(function.records()).isEqualTo(numbers);
    assertThat(KinesisShardReader.POLL_INTERVAL).isEqualTo(Duration.ofSeconds(1));
    assertThat(DynamoShardReader.POLL_INTERVAL).isEqualTo(Duration.ofMillis(250));
  }

  private static RecordingFunction succeeding() {
    return new RecordingFunction("n", ids -> LaneSimulation.ok(""));
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "Shards",
      page = "with-kinesis",
      says = "Every shard is polled on its own and its records are processed in order.")
  @Rule(
      of = Subject.STREAM,
      property = "IteratorAge",
      page = "monitoring-metrics-types",
      says = "The age is emitted when a batch finishes, so a stuck function emits nothing.",
      note = "status shows it; measured by the true time of the write")
  void everyShard_isProcessedInOrder_andThenTheMappingIsCaughtUp() {
    stream.shard("a").shard("b");
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      numbers.add(stream.put(i % 2 == 0 ? "a" : "b", "any"));
    }
    RecordingFunction function = succeeding();

    MappingDriver driver = start(Settings.defaults().batchSize(4), function);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(function.records()).containsExactlyInAnyOrderElementsOf(numbers);
    assertThat(function.batches()).allMatch(batch -> batch.size() <= 4);
    assertThat(driver.numbers().records()).isEqualTo(50);
    assertThat(driver.numbers().iteratorAges()).isEqualTo(driver.numbers().batches());
  }

  @Rule(
      of = Subject.FILTER,
      property = "Checkpoint of a stream",
      page = "invocation-eventfiltering",
      says = "The iterator advances past records that are filtered out.")
  @Test
  void filteredRecords_areDone_withoutAnInvocation() {
    stream.shard("a");
    stream.put("a", "any");
    String wanted = stream.put("a", "any");
    String last = stream.put("a", "any");
    RecordingFunction function = succeeding();

    MappingDriver driver =
        start(
            Settings.defaults().filtering(SourceKind.DYNAMODB, "{\"n\":[\"" + wanted + "\"]}"),
            function);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(function.records()).containsExactly(wanted);
    assertThat(checkpoints.get("a").sequenceNumber()).contains(last);
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "Resharding",
      page = "with-kinesis",
      says = "A parent shard is processed to its end before its children are.")
  void children_beginWhenTheirParentIsDone() {
    stream.shard("parent");
    String first = stream.put("parent", "any");
    stream.shard("child-1", "parent").shard("child-2", "parent");
    String second = stream.put("child-1", "any");
    String third = stream.put("child-2", "any");
    RecordingFunction function = succeeding();
    function.hold();

    MappingDriver driver = start(Settings.defaults(), function);
    Waiting.until("the parent's batch", () -> !function.batches().isEmpty());
    assertThat(driver.caughtUp()).isFalse();
    function.release(3);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(function.records().getFirst()).isEqualTo(first);
    assertThat(function.records()).containsExactlyInAnyOrder(first, second, third);
  }

  @Test
  void mapping_isNotCaughtUp_whileTheChildrenOfAFinishedShardAreBeingListed() {
    stream.shard("parent");
    String first = stream.put("parent", "any");
    stream.shard("child", "parent");
    String second = stream.put("child", "any");
    RecordingFunction function = succeeding();
    HeldListings reader = new HeldListings();

    MappingDriver driver = start(Settings.defaults(), function, Duration.ofMillis(10), reader);
    reader.permits.release();
    Waiting.until("the listing after the parent's end", () -> reader.begun.get() == 2);
    assertThat(checkpoints.get("parent").ended()).isTrue();
    assertThat(driver.caughtUp()).isFalse();
    reader.permits.release(Integer.MAX_VALUE / 2);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(function.records()).containsExactly(first, second);
  }

  /** The stream, whose listings each wait for a permit. */
  private final class HeldListings implements ShardReader {
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore permits = new Semaphore(0);

    @Override
    public List<Shard> shards() {
      begun.incrementAndGet();
      try {
        permits.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return stream.shards();
    }

    @Override
    public Cursor open(
        String shardId, Optional<String> afterSequenceNumber, StartingPosition otherwise) {
      return stream.open(shardId, afterSequenceNumber, otherwise);
    }
  }

  @Test
  void mapping_isNotCaughtUp_whileABatchIsInFlight_orWaitsInItsWindow() {
    stream.shard("a");
    RecordingFunction function = succeeding();
    MappingDriver driver =
        start(Settings.defaults().batchingWindow(Duration.ofMillis(300)), function);
    Waiting.until("caught up with nothing", driver::caughtUp);

    function.hold();
    stream.put("a", "any");
    activity.touch();
    assertThat(driver.caughtUp()).isFalse();
    Waiting.until("the batch", () -> !function.batches().isEmpty());
    assertThat(driver.caughtUp()).isFalse();
    function.release(1);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(function.records()).hasSize(1);
  }

  @Test
  void activityElsewhere_meansLookingAgain() {
    stream.shard("a");
    MappingDriver driver = start(Settings.defaults(), succeeding());
    Waiting.until("caught up", driver::caughtUp);

    driver.stop();
    activity.touch();

    assertThat(driver.caughtUp()).isFalse();
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "Checkpoint",
      page = "invocation-eventsourcemapping",
      says = "A mapping goes on behind the last record that is done.")
  void anotherDriver_continuesAtTheCheckpoint() {
    stream.shard("a");
    stream.put("a", "any");
    MappingDriver first = start(Settings.defaults(), succeeding());
    Waiting.until("caught up", first::caughtUp);
    first.stop();
    String later = stream.put("a", "any");
    RecordingFunction function = succeeding();

    MappingDriver second = start(Settings.defaults(), function);

    Waiting.until("caught up", second::caughtUp);
    assertThat(function.records()).containsExactly(later);
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "At least once",
      page = "invocation-eventsourcemapping",
      says = "Every record is processed at least once; what was in flight may come again.")
  void abort_isLikeACrash_theBatchIsSentAgain() {
    stream.shard("a");
    String number = stream.put("a", "any");
    RecordingFunction function = succeeding();
    function.hold();
    MappingDriver first = start(Settings.defaults().retries(0), function);
    Waiting.until("the batch", () -> !function.batches().isEmpty());

    first.abort();

    assertThat(checkpoints.get("a")).isEqualTo(Checkpoint.NONE);
    assertThat(failed).isEmpty();
    RecordingFunction second = succeeding();
    Waiting.until("caught up", start(Settings.defaults(), second)::caughtUp);
    assertThat(second.records()).containsExactly(number);
  }

  @Test
  void stop_letsTheBatchFinish() {
    stream.shard("a");
    String number = stream.put("a", "any");
    RecordingFunction function = succeeding();
    function.hold();
    MappingDriver driver = start(Settings.defaults(), function);
    Waiting.until("the batch", () -> !function.batches().isEmpty());

    Thread stopping = Thread.ofVirtual().start(driver::stop);
    function.release(1);

    Waiting.until("stopped", () -> !stopping.isAlive());
    assertThat(checkpoints.get("a").sequenceNumber()).hasValue(number);
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "ParallelizationFactor",
      page = "services-kinesis-parameters",
      says =
          "Up to 10 batches of a shard are processed at a time, those of one partition key in order.")
  void lanes_runInParallel_butOneKeyNever() {
    stream.shard("a");
    List<String> sameKey = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String number = stream.put("a", i % 3 == 0 ? "same" : "key-" + i);
      if (i % 3 == 0) {
        sameKey.add(number);
      }
    }
    RecordingFunction function = succeeding();

    MappingDriver driver = start(Settings.defaults().batchSize(2).parallelization(4), function);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(function.records()).hasSize(60).doesNotHaveDuplicates();
    assertThat(function.records().stream().filter(sameKey::contains))
        .containsExactlyElementsOf(sameKey);
    assertThat(checkpoints.get("a").sequenceNumber()).hasValue("159");
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "DestinationConfig.OnFailure",
      page = "kinesis-on-failure-destination",
      says = "What ran out of attempts or age goes to the destination, and the shard goes on.")
  void whatIsGivenUp_goesToTheDestination_andTheShardGoesOn() {
    stream.shard("a");
    String poison = stream.put("a", "any");
    stream.put("a", "any");
    RecordingFunction function =
        new RecordingFunction(
            "n", ids -> ids.contains(poison) ? LaneSimulation.error() : LaneSimulation.ok(""));

    MappingDriver driver = start(Settings.defaults().batchSize(1).retries(1), function);

    Waiting.until("caught up", driver::caughtUp);
    assertThat(failed)
        .singleElement()
        .satisfies(
            batch -> {
              assertThat(batch.shardId()).isEqualTo("a");
              assertThat(batch.event()).isEqualTo("{\"Records\":[{\"n\":\"" + poison + "\"}]}");
              assertThat(batch.discard().batch().failures()).isEqualTo(2);
            });
    assertThat(driver.numbers().discardedRecords()).isEqualTo(1);
    assertThat(driver.numbers().failedBatches()).isEqualTo(2);
    assertThat(driver.numbers().records()).isEqualTo(1);
  }
}
