// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.journal.Attempt.Item;
import org.junit.jupiter.api.Test;

final class RecordingTest {

  @Test
  void positionsOfStreamRecords_areRead_andNoneOfWhatTheUserPutThere() {
    assertThat(
            Recording.items(
                "{\"Records\":[{\"eventID\":\"1\",\"dynamodb\":{\"Keys\":{\"SequenceNumber\":{\"S\":\"x\"}},"
                    + "\"NewImage\":{\"sequenceNumber\":{\"S\":\"y\"},\"body\":{\"S\":\"z\"}},\"SequenceNumber\":\"100\"}},"
                    + "{\"kinesis\":{\"sequenceNumber\":\"200\",\"data\":\"e30=\"}}]}"))
        .containsExactly(new Item("100", ""), new Item("200", ""));
  }

  @Test
  void messages_keepIdAndBody() {
    assertThat(
            Recording.items(
                "{\"Records\":[{\"messageId\":\"m\",\"receiptHandle\":\"r\",\"body\":\"{\\\"id\\\":1}\","
                    + "\"messageAttributes\":{\"body\":{\"stringValue\":\"no\"}}}]}"))
        .containsExactly(new Item("m", "{\"id\":1}"));
    assertThat(Recording.items("{\"Records\":[],\"isFinalInvokeForWindow\":true}")).isEmpty();
  }
}
