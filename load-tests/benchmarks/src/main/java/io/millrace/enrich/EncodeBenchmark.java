// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.millrace.benchmarks.Bodies;
import io.millrace.benchmarks.InMemoryHttp;
import io.millrace.benchmarks.SampleBatch;
import io.millrace.benchmarks.SdkBodies;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.aws.PartItems;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** From parts to the bodies of requests, all that depends on the events. */
@State(Scope.Benchmark)
@OperationsPerInvocation(SampleBatch.EVENTS)
public class EncodeBenchmark {

  static final String TABLE = "millrace-records";

  private final List<EventPart> parts = new EnrichBenchmark().ours();
  private final DynamoRecordStore store = store(new AgreeingDynamo());
  private final SdkBodies plain = new SdkBodies();
  private final List<TokenBuffer> bodies =
      bodies(parts).stream().map(EncodeBenchmark::tokens).toList();

  private static TokenBuffer tokens(byte[] json) {
    try (JsonParser parser = SampleBatch.JSON.createParser(json)) {
      parser.nextToken();
      TokenBuffer tokens = new TokenBuffer(parser);
      tokens.copyCurrentStructure(parser);
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DynamoRecordStore store(DynamoDbClient client) {
    return new DynamoRecordStore(client, TABLE, Backoff.standard(Deadline.none()));
  }

  /** The bodies of the requests that ours makes. */
  static List<byte[]> bodies(List<EventPart> parts) {
    Bodies bodies = new Bodies();
    store(
            InMemoryHttp.client(
                Clients.configured(DynamoDbClient.builder(), Deadline.none()), bodies))
        .accept(parts);
    return bodies.taken();
  }

  @Benchmark
  public void ours() {
    store.accept(parts);
  }

  /** A streaming generator that is given the tokens of the same bodies. */
  @Benchmark
  public List<byte[]> limit() throws IOException {
    List<byte[]> written = new ArrayList<>(bodies.size());
    for (TokenBuffer tokens : bodies) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024);
      try (JsonGenerator json = SampleBatch.JSON.createGenerator(out)) {
        tokens.serialize(json);
      }
      written.add(out.toByteArray());
    }
    return written;
  }

  /** One PutItem for each event. */
  @Benchmark
  public void plain(Blackhole hole) {
    for (EventPart part : parts) {
      hole.consume(plain.of(put(part)));
    }
  }

  static PutItemRequest put(EventPart part) {
    return PutItemRequest.builder().tableName(TABLE).item(PartItems.item(part)).build();
  }
}
