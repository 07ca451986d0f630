// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.port.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * The event stream on Kinesis. PutRecords may take some entries and refuse others: only those that
 * failed are sent again. Source: Kinesis Data Streams API reference, PutRecords.
 */
public final class KinesisEventStream implements EventStream {

  private static final int MAX_ENTRIES = 500;
  private static final int MAX_BYTES = 5 * 1024 * 1024;
  private static final int KEY_BYTES = 16;

  private final KinesisClient kinesis;
  private final String stream;
  private final Backoff backoff;
  private final RandomGenerator random;

  public KinesisEventStream(KinesisClient kinesis, String stream, Backoff backoff) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.backoff = backoff;
    this.random = backoff.random();
  }

  @Override
  public void append(List<byte[]> records) {
    List<PutRecordsRequestEntry> call = new ArrayList<>();
    int bytes = 0;
    for (byte[] record : records) {
      if (call.size() == MAX_ENTRIES || bytes + record.length + KEY_BYTES > MAX_BYTES) {
        put(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(entry(record));
      bytes += record.length + KEY_BYTES;
    }
    put(call);
  }

  private PutRecordsRequestEntry entry(byte[] record) {
    // The key is random: no order is promised, and load spreads over the shards.
    return PutRecordsRequestEntry.builder()
        .data(SdkBytes.fromByteArrayUnsafe(record))
        .partitionKey(String.format("%016x", random.nextLong()))
        .build();
  }

  private void put(List<PutRecordsRequestEntry> entries) {
    backoff.untilNoneLeft("PutRecords to " + stream, entries, this::putOnce);
  }

  private List<PutRecordsRequestEntry> putOnce(List<PutRecordsRequestEntry> entries) {
    List<PutRecordsResultEntry> results =
        Luck.translating(
                "PutRecords to " + stream,
                () ->
                    kinesis.putRecords(
                        PutRecordsRequest.builder().streamName(stream).records(entries).build()))
            .records();
    List<PutRecordsRequestEntry> failed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).errorCode() != null) {
        failed.add(entries.get(i));
      }
    }
    return failed;
  }
}
