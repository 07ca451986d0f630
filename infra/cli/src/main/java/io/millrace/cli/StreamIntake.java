// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.Intake;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Luck;
import io.millrace.shared.batch.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the traffic of a load run into a stack's stream and uploads bucket, and counts retries. */
final class StreamIntake implements Intake {

  /** Of one PutRecords call. */
  private static final int MAX_ENTRIES = 500;

  /** About a minute of trying: a stream that throttles is slow, and not broken. */
  private static final int ATTEMPTS = 40;

  private static final Duration FIRST = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final KinesisClient kinesis;
  private final String stream;
  private final S3Client s3;
  private final String bucket;
  private final String folder;

  /**
   * @param folder of the photos in the uploads bucket, without another run's
   */
  StreamIntake(Clients clients, Resources resources, String folder) {
    this.kinesis = clients.kinesis();
    this.stream = resources.eventsStream();
    this.s3 = clients.s3();
    this.bucket = resources.uploadsBucket();
    this.folder = folder;
  }

  @Override
  public long put(List<byte[]> records) {
    AtomicLong again = new AtomicLong();
    Backoff backoff =
        new Backoff(ATTEMPTS, FIRST, LONGEST, RandomGenerator.getDefault(), Pauses::pause);
    for (int from = 0; from < records.size(); from += MAX_ENTRIES) {
      List<PutRecordsRequestEntry> entries =
          records.subList(from, Math.min(records.size(), from + MAX_ENTRIES)).stream()
              .map(StreamIntake::entry)
              .toList();
      backoff.untilNoneLeft(
          "PutRecords to " + stream,
          entries,
          left -> {
            List<PutRecordsRequestEntry> refused = putOnce(left);
            again.addAndGet(refused.size());
            return refused;
          });
    }
    return again.get();
  }

  private static PutRecordsRequestEntry entry(byte[] record) {
    // The key is random: no order is promised, and load spreads over the shards.
    return PutRecordsRequestEntry.builder()
        .data(SdkBytes.fromByteArrayUnsafe(record))
        .partitionKey(String.format("%016x", ThreadLocalRandom.current().nextLong()))
        .build();
  }

  private List<PutRecordsRequestEntry> putOnce(List<PutRecordsRequestEntry> entries) {
    List<PutRecordsResultEntry> results;
    try {
      results =
          Luck.translating(
                  "PutRecords to " + stream,
                  () -> kinesis.putRecords(r -> r.streamName(stream).records(entries)))
              .records();
    } catch (UnavailableException e) {
      return entries; // the whole call was refused
    }
    List<PutRecordsRequestEntry> refused = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).errorCode() != null) {
        refused.add(entries.get(i));
      }
    }
    return refused;
  }

  @Override
  public void photo(String name, byte[] body) {
    Luck.translating(
        "PutObject to " + bucket,
        () -> s3.putObject(r -> r.bucket(bucket).key(folder + name), RequestBody.fromBytes(body)));
  }
}
