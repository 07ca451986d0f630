// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.event.Decoded;
import io.millrace.shared.event.EventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Finds a record's event on the stream, by reading it. */
final class StreamSearch {

  /** A copy of the event on the stream; a producer that tries again makes several. */
  record Found(String shardId, String sequenceNumber, Instant arrived, int index, int count) {

    Hop hop(String stream) {
      return new Hop(
          arrived,
          "stream " + stream,
          "event "
              + (index + 1)
              + " of "
              + count
              + " in record "
              + sequenceNumber
              + " of "
              + shardId,
          "");
    }
  }

  private final KinesisClient kinesis;
  private final String stream;

  StreamSearch(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  /** Reads what arrived since a moment, every shard to its tip. */
  List<Found> find(String recordId, Instant since) {
    List<Found> found = new ArrayList<>();
    for (Shard shard : kinesis.listShards(r -> r.streamName(stream)).shards()) {
      String iterator =
          kinesis
              .getShardIterator(
                  r ->
                      r.streamName(stream)
                          .shardId(shard.shardId())
                          .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                          .timestamp(since))
              .shardIterator();
      while (iterator != null) {
        String from = iterator;
        GetRecordsResponse page = kinesis.getRecords(r -> r.shardIterator(from));
        page.records().forEach(record -> search(recordId, shard.shardId(), record, found));
        iterator = page.millisBehindLatest() == 0 ? null : page.nextShardIterator();
      }
    }
    return found;
  }

  private static void search(String recordId, String shardId, Record record, List<Found> found) {
    List<Decoded> events = EventCodec.readPacked(record.data().asByteArrayUnsafe());
    for (int i = 0; i < events.size(); i++) {
      if (recordId.equals(events.get(i).recordId())) {
        found.add(
            new Found(
                shardId,
                record.sequenceNumber(),
                record.approximateArrivalTimestamp(),
                i,
                events.size()));
      }
    }
  }
}
