// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table of successes and failures in [services-kinesis-batchfailurereporting]. */
class BatchResponseTest {
  private static final List<String> IDS = List.of("10", "20", "30", "40");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{}",
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}",
        "{\"somethingElse\":1}"
      })
  void nothingReported_isACompleteSuccess(String answer) {
    BatchResponse response = BatchResponse.read(answer, IDS, true, false);

    assertThat(response.success()).isTrue();
    assertThat(response.failed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifer\":\"20\"}]}",
        "{\"batchItemFailures\":[{}]}",
        "{\"batchItemFailures\":[\"20\"]}",
        "{\"batchItemFailures\":[null]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"99\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":20}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"20\"},{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":\"20\"}",
        "{\"batchItemFailures\":",
        "{} trailing",
        "not json",
        "\"a text\"",
        "[]"
      })
  void notUnderstood_isACompleteFailure(String answer) {
    BatchResponse response = BatchResponse.read(answer, IDS, true, false);

    assertThat(response.success()).isFalse();
    assertThat(response.failed()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void reportedRecords_areTheFailedOnes_andTheLowestIsFirst() {
    String answer =
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"40\"},{\"itemIdentifier\":\"20\"}]}";

    BatchResponse response = BatchResponse.read(answer, IDS, true, false);

    assertThat(response.success()).isFalse();
    assertThat(response.failed()).containsExactly(1, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"batchItemFailures\":[{\"itemIdentifier\":\"20\"}]}", "not json", ""})
  void withoutReporting_anyAnswerIsASuccess(String answer) {
    assertThat(BatchResponse.read(answer, IDS, false, false).success()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"state\":null}", "{\"batchItemFailures\":[]}"})
  void windowedAnswerWithoutState_isAFailure(String answer) {
    assertThat(BatchResponse.read(answer, IDS, true, true).success()).isFalse();
    assertThat(BatchResponse.read(answer, List.of(), true, true).success()).isFalse();
  }

  @Test
  void windowedAnswer_carriesItsState() {
    BatchResponse response = BatchResponse.read("{\"state\":{\"sum\":\"3\"}}", IDS, true, true);

    assertThat(response.success()).isTrue();
    assertThat(response.state().path("sum").asText()).isEqualTo("3");
  }
}
