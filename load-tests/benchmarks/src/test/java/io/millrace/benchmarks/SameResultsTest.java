// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.shared.aws.StreamRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SameResultsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void decode_makesTheSameEvents() throws IOException {
    DecodeBenchmark decode = new DecodeBenchmark();
    assertThat(decode.ours()).hasSize(SampleBatch.EVENTS).isEqualTo(decode.plain());
    assertThat(decode.limit()).isEqualTo(SampleBatch.EVENTS);
  }

  @Test
  void pack_keepsTheSameEventsInOrder() throws IOException {
    PackBenchmark pack = new PackBenchmark();
    List<JsonNode> packed = trees(pack.ours());
    assertThat(packed).hasSize(SampleBatch.EVENTS).isEqualTo(trees(pack.plain()));
    assertThat(trees(pack.limit())).isEqualTo(packed);
  }

  @Test
  void payload_bringsTheSameRecords() throws IOException {
    PayloadBenchmark payload = new PayloadBenchmark();
    assertThat(texts(payload.ours())).isEqualTo(texts(payload.plain()));
    assertThat(trees(payload.ours().stream().map(StreamRecord::data).toList()))
        .isEqualTo(trees(payload.limit()))
        .hasSize(SampleBatch.EVENTS);
  }

  /** Records with their data as text: arrays are equal to themselves only. */
  private static List<String> texts(List<StreamRecord> records) {
    return records.stream()
        .map(
            r ->
                String.join(
                    " ",
                    r.shardId(),
                    r.sequenceNumber(),
                    r.arrived().toString(),
                    new String(r.data(), UTF_8)))
        .toList();
  }

  private static List<JsonNode> trees(List<byte[]> records) throws IOException {
    List<JsonNode> trees = new ArrayList<>();
    for (byte[] record : records) {
      try (MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(record)) {
        trees.addAll(values.readAll());
      }
    }
    return trees;
  }
}
