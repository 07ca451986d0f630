// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.aws.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class EnrichHandlerTest {

  /** The event of the Lambda Developer Guide, "Using Lambda with Kinesis", as Lambda sends it. */
  @Test
  void documentedEvent_isReadAsRecords_withShardAndArrival() throws IOException {
    InputStream json = Objects.requireNonNull(getClass().getResourceAsStream("kinesis-event.json"));

    List<StreamRecord> records = Streams.records(json);

    assertThat(records).hasSize(2);
    assertThat(records.getFirst().shardId()).isEqualTo("shardId-000000000006");
    assertThat(records.getFirst().sequenceNumber())
        .isEqualTo("49590338271490256608559692538361571095921575989136588898");
    assertThat(records.getFirst().arrived().toEpochMilli()).isEqualTo(1_545_084_650_987L);
    assertThat(new String(records.getFirst().data(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("Hello, this is a test.");
  }
}
