// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.maxmind.db.Reader;
import io.millrace.benchmarks.DecodeBenchmark;
import io.millrace.benchmarks.SampleBatch;
import io.millrace.benchmarks.SdkBodies;
import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.trace.Tracing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The whole stage: from the stream's records to the bodies of requests. */
@State(Scope.Benchmark)
@OperationsPerInvocation(SampleBatch.EVENTS)
public class CoreBenchmark {

  private final SampleBatch batch = new SampleBatch();
  private final List<StreamRecord> records = records(batch);
  private final List<InetAddress> addresses = EnrichBenchmark.addresses(batch.events());
  private final Reader reader = EnrichBenchmark.reader();
  private final EnrichStage stage = stage(new AgreeingDynamo());
  private final PlainPlaces plainPlaces = new PlainPlaces();
  private final SdkBodies plainBodies = new SdkBodies();

  static List<StreamRecord> records(SampleBatch batch) {
    List<StreamRecord> records = new ArrayList<>();
    for (byte[] data : batch.records()) {
      String sequence = String.format("%056d", records.size());
      records.add(new StreamRecord("shardId-000000000000", sequence, SampleBatch.ARRIVED, data));
    }
    return records;
  }

  static EnrichStage stage(DynamoDbClient client) {
    return new EnrichStage(
        EnrichBenchmark.enricher(),
        Keeping.DEFAULT,
        EncodeBenchmark.store(client),
        requests -> {
          if (!requests.isEmpty()) {
            throw new IllegalStateException("The batch has no photos");
          }
        },
        new RejectedBytes(new NoBlobs(), "rejects"),
        Tracing.off());
  }

  @Benchmark
  public BatchResult<StreamRecord> ours() {
    return Batch.inOrder(records, stage);
  }

  /** A streaming parser and generator that copy every event, and a bare look-up for each. */
  @Benchmark
  public void limit(Blackhole hole) throws IOException {
    for (byte[] record : batch.records()) {
      hole.consume(copy(record));
    }
    hole.consume(EnrichBenchmark.lookUp(reader, addresses));
  }

  static byte[] copy(byte[] record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024);
    try (JsonParser parser = SampleBatch.JSON.createParser(record);
        JsonGenerator json = SampleBatch.JSON.createGenerator(out)) {
      while (parser.nextToken() != null) {
        json.copyCurrentEvent(parser);
      }
    }
    return out.toByteArray();
  }

  /** A tree of each event, MaxMind's DatabaseReader, and one PutItem. */
  @Benchmark
  public void plain(Blackhole hole) throws IOException {
    for (CloudEvent event : DecodeBenchmark.trees(batch.records())) {
      hole.consume(plainBodies.of(EncodeBenchmark.put(plainPlaces.part(event))));
    }
  }
}
