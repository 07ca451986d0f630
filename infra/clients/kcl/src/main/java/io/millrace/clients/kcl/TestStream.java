// SPDX-License-Identifier: Apache-2.0
package io.millrace.clients.kcl;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A stream of this run alone, and the three ways to change its shards. */
record TestStream(KinesisAsyncClient kinesis, String name) {
  static TestStream create(KinesisAsyncClient kinesis, int shards) {
    String name = "kcl-walk-" + UUID.randomUUID();
    kinesis.createStream(request -> request.streamName(name).shardCount(shards)).join();
    kinesis.waiter().waitUntilStreamExists(request -> request.streamName(name)).join();
    return new TestStream(kinesis, name);
  }

  /** All that there were, closed ones included. */
  List<Shard> shards() {
    return kinesis.listShards(request -> request.streamName(name)).join().shards();
  }

  int openShards() {
    return open().size();
  }

  /** By their hash keys. */
  private List<Shard> open() {
    return shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .sorted(
            Comparator.comparing(shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
        .toList();
  }

  void split() {
    Shard first = open().getFirst();
    BigInteger middle =
        new BigInteger(first.hashKeyRange().startingHashKey())
            .add(new BigInteger(first.hashKeyRange().endingHashKey()))
            .shiftRight(1);
    kinesis
        .splitShard(
            request ->
                request
                    .streamName(name)
                    .shardToSplit(first.shardId())
                    .newStartingHashKey(middle.toString()))
        .join();
    settled();
  }

  /** Merges a child of the split with a shard that was there from the beginning. */
  void merge() {
    List<Shard> open = open();
    kinesis
        .mergeShards(
            request ->
                request
                    .streamName(name)
                    .shardToMerge(open.get(open.size() - 2).shardId())
                    .adjacentShardToMerge(open.getLast().shardId()))
        .join();
    settled();
  }

  void updateCount(int count) {
    kinesis
        .updateShardCount(
            request ->
                request
                    .streamName(name)
                    .targetShardCount(count)
                    .scalingType(ScalingType.UNIFORM_SCALING))
        .join();
    settled();
  }

  private void settled() {
    kinesis.waiter().waitUntilStreamExists(request -> request.streamName(name)).join();
  }

  /** What is wrong with how enhanced fan-out is refused; nothing when it is refused by name. */
  Optional<String> fanOutProblem() {
    String arn =
        kinesis
            .describeStreamSummary(request -> request.streamName(name))
            .join()
            .streamDescriptionSummary()
            .streamARN();
    try {
      kinesis.registerStreamConsumer(request -> request.streamARN(arn).consumerName("walk")).join();
      return Optional.of("enhanced fan-out is not refused");
    } catch (CompletionException e) {
      boolean named =
          e.getCause() instanceof KinesisException refusal
              && String.valueOf(refusal.getMessage()).contains("enhanced fan-out");
      return named
          ? Optional.empty()
          : Optional.of("enhanced fan-out is refused by " + e.getCause());
    }
  }

  void delete() {
    kinesis.deleteStream(request -> request.streamName(name)).join();
  }
}
