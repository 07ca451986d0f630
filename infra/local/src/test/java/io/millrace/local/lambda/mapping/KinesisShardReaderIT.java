// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.kinesis.KinesisService;
import io.millrace.local.lambda.TestGateway;
import io.millrace.local.lambda.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

class KinesisShardReaderIT extends ShardReaderContract {
  private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/events";

  private TestGateway gateway;
  private KinesisService service;
  private KinesisClient kinesis;

  @BeforeEach
  void start() {
    gateway = new TestGateway();
    service = new KinesisService(Optional.empty(), InstantSource.system());
    gateway.serve(service);
    kinesis = TestClients.to(gateway.endpoint(), KinesisClient.builder());
    kinesis.createStream(request -> request.streamName("events").shardCount(1));
    kinesis.waiter().waitUntilStreamExists(request -> request.streamName("events"));
  }

  @AfterEach
  void stop() {
    kinesis.close();
    service.close();
    gateway.close();
  }

  @Override
  ShardReader reader() {
    return new KinesisShardReader(
        kinesis,
        new MappingIdentity(
            "uuid", SourceKind.KINESIS, ARN, "arn:function", "arn:role", "us-east-1"));
  }

  @Override
  void write(int count) {
    for (int i = 0; i < count; i++) {
      String key = "key-" + i;
      kinesis.putRecord(
          request ->
              request.streamName("events").partitionKey(key).data(SdkBytes.fromUtf8String("data")));
    }
  }

  @Rule(
      of = Subject.STREAM,
      property = "StartingPositionTimestamp",
      page = "services-kinesis-parameters",
      says = "AT_TIMESTAMP begins with the first record of that moment or after it; Kinesis only.")
  @Test
  void timestamp_bringsWhatArrivedFromThenOn() throws SourceException {
    write(3);
    String shard = reader().shards().getFirst().id();
    Instant past = Instant.now().minus(Duration.ofMinutes(1));
    Instant future = Instant.now().plus(Duration.ofMinutes(1));

    var all = reader().open(shard, Optional.empty(), new StartingPosition.AtTimestamp(past));
    var none = reader().open(shard, Optional.empty(), new StartingPosition.AtTimestamp(future));

    assertThat(all.read().records()).hasSize(3);
    assertThat(none.read().records()).isEmpty();
  }

  @Rule(
      of = Subject.STREAM,
      property = "Resharding",
      page = "with-kinesis",
      says = "After a split every record of the parent arrives, then every one of the children.")
  @Test
  void split_losesAndRepeatsNothing() {
    write(20);
    RecordingFunction function = new RecordingFunction("eventID", ids -> LaneSimulation.ok(""));
    StreamMapping mapping =
        new StreamMapping(
            new StreamContext(
                new MappingIdentity(
                    "uuid", SourceKind.KINESIS, ARN, "arn:function", "arn:role", "us-east-1"),
                Settings.defaults().batchSize(7).build(),
                reader(),
                function,
                batch -> {
                  throw new AssertionError("nothing fails here: " + batch);
                },
                new MemoryCheckpoints(),
                new Activity(),
                new MappingNumbers(),
                InstantSource.system(),
                Duration.ofMillis(250)));
    mapping.start();
    kinesis.splitShard(
        request ->
            request
                .streamName("events")
                .shardToSplit("shardId-000000000000")
                .newStartingHashKey("170141183460469231731687303715884105728"));
    write(20);

    Waiting.until("40 records", () -> function.records().size() >= 40);
    Waiting.until("caught up", mapping::caughtUp);
    mapping.stop();
    assertThat(function.records()).hasSize(40).doesNotHaveDuplicates();
    assertThat(function.records().subList(0, 20))
        .allMatch(id -> id.startsWith("shardId-000000000000:"));
    assertThat(function.records().subList(20, 40))
        .noneMatch(id -> id.startsWith("shardId-000000000000:"));
  }
}
