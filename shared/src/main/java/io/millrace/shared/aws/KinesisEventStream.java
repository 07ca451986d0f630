// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.event.Decoded;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.port.EventStream;
import io.millrace.shared.trace.Tracing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
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

  private final KinesisClient kinesis;
  private final String stream;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final Tracing tracing;

  /** For who is not traced. */
  public KinesisEventStream(KinesisClient kinesis, String stream, Backoff backoff) {
    this(kinesis, stream, backoff, Tracing.off());
  }

  public KinesisEventStream(
      KinesisClient kinesis, String stream, Backoff backoff, Tracing tracing) {
    this.tracing = tracing;
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
      String key = PartitionKeys.of(random, tracing.headerWith(() -> smallestId(record)));
      if (call.size() == MAX_ENTRIES || bytes + record.length + key.length() > MAX_BYTES) {
        put(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(
          PutRecordsRequestEntry.builder()
              .data(SdkBytes.fromByteArrayUnsafe(record))
              .partitionKey(key)
              .build());
      bytes += record.length + key.length();
    }
    put(call);
  }

  /** Enrich chooses the same one; null when no event says which record it is. */
  private static @Nullable String smallestId(byte[] record) {
    return EventCodec.readPacked(record).stream()
        .map(Decoded::recordId)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
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
