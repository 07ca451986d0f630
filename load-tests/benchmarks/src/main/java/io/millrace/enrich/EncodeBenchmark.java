// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.millrace.benchmarks.InMemoryHttp;
import io.millrace.benchmarks.SampleBatch;
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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** From parts to the bytes of signed requests, by the SDK's client without a network. */
@State(Scope.Benchmark)
@OperationsPerInvocation(SampleBatch.EVENTS)
public class EncodeBenchmark {

  static final String TABLE = "millrace-records";

  private final AtomicLong bytes = new AtomicLong();
  private final List<EventPart> parts = new EnrichBenchmark().ours();
  private final DynamoDbClient client =
      InMemoryHttp.counting(Clients.configured(DynamoDbClient.builder(), Deadline.none()), bytes);
  private final DynamoRecordStore store = store(client);
  private final DynamoDbClient plain = InMemoryHttp.counting(DynamoDbClient.builder(), bytes);
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
    List<byte[]> bodies = Collections.synchronizedList(new ArrayList<>());
    store(
            InMemoryHttp.client(
                Clients.configured(DynamoDbClient.builder(), Deadline.none()), bodies::add))
        .accept(parts);
    return bodies;
  }

  @Benchmark
  public long ours() {
    store.accept(parts);
    return bytes.get();
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
  public long plain() {
    parts.forEach(part -> put(plain, part));
    return bytes.get();
  }

  static void put(DynamoDbClient client, EventPart part) {
    client.putItem(PutItemRequest.builder().tableName(TABLE).item(PartItems.item(part)).build());
  }
}
