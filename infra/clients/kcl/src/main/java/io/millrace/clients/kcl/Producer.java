// SPDX-License-Identifier: Apache-2.0
package io.millrace.clients.kcl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Puts rounds of records, one of each key in a round and all with the number of the round, until it
 * is stopped. A round begins when all of the last is in the stream, so the order of a key is that
 * of its numbers.
 */
final class Producer {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final KinesisAsyncClient kinesis;
  private final String stream;
  private final int keys;
  private final AtomicInteger rounds = new AtomicInteger();
  private final Thread thread = Thread.ofVirtual().name("producer").unstarted(this::run);
  private volatile boolean stopping;

  Producer(KinesisAsyncClient kinesis, String stream, int keys) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.keys = keys;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!stopping) {
      put(rounds.get() + 1);
      rounds.incrementAndGet();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void put(int round) {
    List<PutRecordsRequestEntry> waiting = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      waiting.add(
          PutRecordsRequestEntry.builder()
              .partitionKey("key-" + key)
              .data(SdkBytes.fromUtf8String(Integer.toString(round)))
              .build());
    }
    while (!waiting.isEmpty()) {
      List<PutRecordsRequestEntry> now = List.copyOf(waiting);
      List<PutRecordsResultEntry> results =
          kinesis.putRecords(request -> request.streamName(stream).records(now)).join().records();
      waiting.clear();
      for (int i = 0; i < now.size(); i++) {
        if (results.get(i).errorCode() != null) {
          waiting.add(now.get(i));
        }
      }
    }
  }

  /** Records that are in the stream, of rounds that are complete. */
  int count() {
    return rounds.get() * keys;
  }

  /** The number of the last record of every key. */
  int last() {
    return rounds.get();
  }

  /** Returns when the last record is in the stream. */
  void stop() throws InterruptedException {
    stopping = true;
    thread.join();
  }
}
