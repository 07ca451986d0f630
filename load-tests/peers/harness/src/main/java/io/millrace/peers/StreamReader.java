// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One consumer of the table's stream, as a mapping's poller is one: every shard four times a
 * second, and at once after a page that was full.
 */
final class StreamReader {
  private static final String STREAMS = "DynamoDBStreams_20120810.";
  private static final String TABLES = "DynamoDB_20120810.";
  private static final Duration CADENCE = Duration.ofMillis(250);
  private static final int FULL_PAGE = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DynamoDbHttp engine;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong polls = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();

  StreamReader(DynamoDbHttp engine) {
    this.engine = engine;
  }

  /** Begins to read; ends when interrupted. */
  void start(String table) throws IOException {
    String arn =
        ask(TABLES + "DescribeTable", Map.of("TableName", table))
            .path("Table")
            .path("LatestStreamArn")
            .asText();
    JsonNode stream = ask(STREAMS + "DescribeStream", Map.of("StreamArn", arn));
    for (JsonNode shard : stream.path("StreamDescription").path("Shards")) {
      Map<String, Object> from =
          Map.of(
              "StreamArn",
              arn,
              "ShardId",
              shard.path("ShardId").asText(),
              "ShardIteratorType",
              "TRIM_HORIZON");
      String iterator = ask(STREAMS + "GetShardIterator", from).path("ShardIterator").asText();
      threads.add(Thread.ofPlatform().daemon().start(() -> poll(iterator)));
    }
  }

  long read() {
    return read.get();
  }

  long polls() {
    return polls.get();
  }

  void stop() {
    threads.forEach(Thread::interrupt);
  }

  private void poll(String first) {
    String iterator = first;
    try {
      while (!Thread.currentThread().isInterrupted() && !iterator.isEmpty()) {
        long start = System.nanoTime();
        JsonNode page = ask(STREAMS + "GetRecords", Map.of("ShardIterator", iterator));
        polls.incrementAndGet();
        read.addAndGet(page.path("Records").size());
        iterator = page.path("NextShardIterator").asText("");
        if (page.path("Records").size() < FULL_PAGE) {
          Thread.sleep(CADENCE.minusNanos(System.nanoTime() - start));
        }
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt(); // The replay sees that too little was read.
    }
  }

  private JsonNode ask(String target, Map<String, Object> request) throws IOException {
    return JSON.readTree(engine.call(target, JSON.writeValueAsBytes(request)));
  }
}
