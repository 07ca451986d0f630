// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PutRecord and PutRecords. */
final class WriteOperations {
  private final Streams streams;
  private final KinesisLimits limits;
  private final InstantSource clock;
  private final PutObserver observer;

  WriteOperations(
      Streams streams, KinesisLimits limits, InstantSource clock, PutObserver observer) {
    this.observer = observer;
    this.streams = streams;
    this.limits = limits;
    this.clock = clock;
  }

  Wire.Body putRecord(JsonNode request) {
    Stream stream = streams.get(Requests.streamName(request));
    Entry entry = entry(request, "");
    Stream.Put written = write(stream, entry);
    boolean taken = written.sequenceNumber().isPresent();
    observer.put(stream.name(), taken ? 1 : 0, taken ? entry.data.length : 0, taken ? 0 : 1);
    String number =
        written
            .sequenceNumber()
            .orElseThrow(
                () -> KinesisException.throughputExceeded(stream.name(), written.shardId()));
    return out -> {
      out.writeStartObject();
      out.writeStringField("ShardId", written.shardId());
      out.writeStringField("SequenceNumber", number);
      out.writeEndObject();
    };
  }

  /** All entries are checked before the first is written. */
  Wire.Body putRecords(JsonNode request) {
    Stream stream = streams.get(Requests.streamName(request));
    JsonNode records = request.path("Records");
    if (!records.isArray() || records.isEmpty()) {
      throw Requests.missing("records");
    }
    if (records.size() > limits.putRecords()) {
      throw KinesisException.validation(
          "records", "Member must have length less than or equal to " + limits.putRecords());
    }
    List<Entry> entries = new ArrayList<>(records.size());
    long bytes = 0;
    for (JsonNode node : records) {
      Entry entry = entry(node, "records." + (entries.size() + 1) + ".member.");
      bytes += StoredRecord.size(entry.partitionKey, entry.data);
      entries.add(entry);
    }
    if (bytes > limits.putBytes()) {
      throw KinesisException.invalidArgument(
          "Records size exceeds " + (limits.putBytes() >> 20) + " MB limit");
    }
    List<Stream.Put> written = entries.stream().map(entry -> write(stream, entry)).toList();
    long taken = 0;
    for (int i = 0; i < entries.size(); i++) {
      taken += written.get(i).sequenceNumber().isPresent() ? entries.get(i).data.length : 0;
    }
    int failed = (int) written.stream().filter(put -> put.sequenceNumber().isEmpty()).count();
    observer.put(stream.name(), entries.size() - failed, taken, failed);
    return out -> {
      out.writeStartObject();
      out.writeNumberField("FailedRecordCount", failed);
      out.writeArrayFieldStart("Records");
      for (Stream.Put entry : written) {
        out.writeStartObject();
        if (entry.sequenceNumber().isPresent()) {
          out.writeStringField("SequenceNumber", entry.sequenceNumber().get());
          out.writeStringField("ShardId", entry.shardId());
        } else {
          out.writeStringField("ErrorCode", KinesisException.THROUGHPUT_EXCEEDED);
          out.writeStringField(
              "ErrorMessage", KinesisException.rateExceeded(stream.name(), entry.shardId()));
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private Entry entry(JsonNode node, String path) {
    String key = Requests.required(node, "PartitionKey");
    if (key.isEmpty() || key.length() > 256) {
      throw KinesisException.validation(
          path + "partitionKey", "Member must have length between 1 and 256");
    }
    byte[] data = Requests.blob(node, "Data", path + "data");
    if (StoredRecord.size(key, data) > limits.recordBytes()) {
      throw KinesisException.validation(
          path + "data", "Member must have length less than or equal to " + limits.recordBytes());
    }
    Optional<BigInteger> explicit = Requests.text(node, "ExplicitHashKey").map(HashRange::explicit);
    return new Entry(key, explicit.orElseGet(() -> HashRange.hash(key)), data);
  }

  private Stream.Put write(Stream stream, Entry entry) {
    return stream.put(entry.hashKey, entry.partitionKey, entry.data, clock.millis());
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(String partitionKey, BigInteger hashKey, byte[] data) {}
}
