// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** Puts records as fast as the stream takes them. */
final class Producer {
  private static final int MAX_RECORDS = 500;
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final Duration BACKOFF = Duration.ofMillis(50);

  private final KinesisClient kinesis;
  private final String stream;

  Producer(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  void put(List<byte[]> records) {
    List<PutRecordsRequestEntry> call = new ArrayList<>();
    int bytes = 0;
    for (byte[] record : records) {
      if (call.size() == MAX_RECORDS || bytes + record.length > MAX_BYTES) {
        putAll(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(
          PutRecordsRequestEntry.builder()
              .partitionKey(UUID.randomUUID().toString())
              .data(SdkBytes.fromByteArray(record))
              .build());
      bytes += record.length;
    }
    putAll(call);
  }

  private void putAll(List<PutRecordsRequestEntry> call) {
    long end = System.nanoTime() + Limits.PHASE.toNanos();
    List<PutRecordsRequestEntry> left = call;
    while (!left.isEmpty()) {
      List<PutRecordsRequestEntry> now = left;
      PutRecordsResponse answer = kinesis.putRecords(put -> put.streamName(stream).records(now));
      left = new ArrayList<>();
      for (int i = 0; i < now.size(); i++) {
        if (answer.records().get(i).errorCode() != null) {
          left.add(now.get(i));
        }
      }
      if (!left.isEmpty()) {
        Limits.pause(BACKOFF, end, "putting records");
      }
    }
  }
}
