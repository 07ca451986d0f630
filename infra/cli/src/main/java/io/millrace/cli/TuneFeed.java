// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.tune.TunedStage;
import io.millrace.samples.Traffic;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts real traffic in for a stage that is tuned: where the stage, or what is before it, reads. */
final class TuneFeed {

  /** Of PutRecords. [API_PutRecords] */
  private static final int MAX_ENTRIES = 500;

  /** All of it goes to one shard, whose lanes are what is measured. */
  private static final String ONE_SHARD = "0";

  private static final Duration AGAIN = Duration.ofMillis(200);

  private final TunedStage stage;
  private final int unitsPerRecord;
  private final Traffic traffic;
  private final Random keys;
  private final KinesisClient kinesis;
  private final String stream;
  private final S3Client s3;
  private final String bucket;
  private int files;

  /**
   * @param unitsPerRecord events in a record, or lines in a file of events
   */
  TuneFeed(RunningCloud running, TunedStage stage, int unitsPerRecord, long seed) {
    this.stage = stage;
    this.unitsPerRecord = unitsPerRecord;
    this.traffic = new Traffic(seed, Instant.now());
    this.keys = new Random(seed);
    this.kinesis = running.clients().kinesis();
    this.stream = running.resources().eventsStream();
    this.s3 = running.clients().s3();
    this.bucket = running.resources().uploadsBucket();
  }

  /** Puts so many records of the stage's source in. */
  void put(int records) {
    switch (stage) {
      case UPLOAD -> {
        for (int i = 0; i < records; i++) {
          upload("events-" + files + ".ndjson", traffic.file(unitsPerRecord));
        }
      }
      case RESIZE -> {
        for (int i = 0; i < records; i++) {
          Traffic.Photo photo = traffic.photo();
          upload(files + "-" + photo.file(), photo.body());
        }
      }
      case ENRICH -> stream(records, unitsPerRecord);
      // An event is a change of the table, whatever it came in.
      case AGGREGATE, PUBLISH -> stream(records, 1);
    }
  }

  private void upload(String name, byte[] body) {
    files++;
    s3.putObject(r -> r.bucket(bucket).key("tune/" + name), RequestBody.fromBytes(body));
  }

  private void stream(int records, int events) {
    List<PutRecordsRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      entries.add(
          PutRecordsRequestEntry.builder()
              .data(SdkBytes.fromByteArrayUnsafe(packed(events)))
              .partitionKey(Long.toHexString(keys.nextLong()))
              .explicitHashKey(ONE_SHARD)
              .build());
      if (entries.size() == MAX_ENTRIES) {
        putAll(entries);
        entries.clear();
      }
    }
    if (!entries.isEmpty()) {
      putAll(entries);
    }
  }

  private byte[] packed(int events) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    for (byte[] event : traffic.events(events)) {
      record.writeBytes(event);
      record.write('\n');
    }
    return record.toByteArray();
  }

  /** A shard takes 1 MB or 1,000 records a second; what it refuses is put again. */
  private void putAll(List<PutRecordsRequestEntry> entries) {
    List<PutRecordsRequestEntry> left = List.copyOf(entries);
    while (!left.isEmpty()) {
      List<PutRecordsRequestEntry> trying = left;
      PutRecordsResponse response = kinesis.putRecords(r -> r.streamName(stream).records(trying));
      List<PutRecordsRequestEntry> refused = new ArrayList<>();
      for (int i = 0; i < trying.size(); i++) {
        if (response.records().get(i).errorCode() != null) {
          refused.add(trying.get(i));
        }
      }
      if (!refused.isEmpty()) {
        Pauses.pause(AGAIN);
      }
      left = refused;
    }
  }
}
