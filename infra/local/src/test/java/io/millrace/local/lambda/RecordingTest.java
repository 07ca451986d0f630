// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.journal.Attempt.Item;
import org.junit.jupiter.api.Test;

final class RecordingTest {

  @Test
  void messages_keepIdAndBody() {
    assertThat(
            Recording.messages(
                "{\"Records\":[{\"messageId\":\"m\",\"receiptHandle\":\"r\",\"body\":\"{\\\"id\\\":1}\","
                    + "\"messageAttributes\":{\"body\":{\"stringValue\":\"no\"}}}]}"))
        .containsExactly(new Item("m", "{\"id\":1}"));
    assertThat(Recording.messages("{\"Records\":[],\"isFinalInvokeForWindow\":true}")).isEmpty();
  }
}
