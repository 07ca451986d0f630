// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.benchmarks.InMemoryHttp;
import io.millrace.benchmarks.SampleBatch;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.time.Deadline;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** From parts to signed requests, by the SDK's whole client on a network that takes no time. */
@State(Scope.Benchmark)
@OperationsPerInvocation(SampleBatch.EVENTS)
public class SendBenchmark {

  private final EncodeBenchmark bodies = new EncodeBenchmark();
  private final List<EventPart> parts = new EnrichBenchmark().ours();
  private final DynamoRecordStore store =
      EncodeBenchmark.store(
          InMemoryHttp.forgetting(Clients.configured(DynamoDbClient.builder(), Deadline.none())));
  private final DynamoDbClient plain = InMemoryHttp.forgetting(DynamoDbClient.builder());

  @Benchmark
  public void ours() {
    store.accept(parts);
  }

  /** The bodies alone. */
  @Benchmark
  public List<byte[]> limit() throws IOException {
    return bodies.limit();
  }

  /** One PutItem for each event. */
  @Benchmark
  public void plain() {
    parts.forEach(part -> plain.putItem(EncodeBenchmark.put(part)));
  }
}
