// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
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
  @Rule(
      of = Subject.REPORT,
      property = "Complete success",
      page = "services-kinesis-batchfailurereporting",
      says = "An empty or null list, and an empty or null response, are a complete success.")
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
  @Rule(
      of = Subject.REPORT,
      property = "Complete failure",
      page = "services-kinesis-batchfailurereporting",
      says =
          "An empty, null or wrongly named itemIdentifier is a complete failure; so is one that is not in the batch, for a queue.",
      note =
          "no JSON object at all, and an identifier that no record of a stream has, are complete failures too, on which the guide is silent")
  void notUnderstood_isACompleteFailure(String answer) {
    BatchResponse response = BatchResponse.read(answer, IDS, true, false);

    assertThat(response.success()).isFalse();
    assertThat(response.failed()).containsExactly(0, 1, 2, 3);
  }

  @Test
  @Rule(
      of = Subject.REPORT,
      property = "batchItemFailures",
      page = "services-kinesis-batchfailurereporting",
      says = "Several failures may be reported, in any order.")
  void reportedRecords_areTheFailedOnes_andTheLowestIsFirst() {
    String answer =
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"40\"},{\"itemIdentifier\":\"20\"}]}";

    BatchResponse response = BatchResponse.read(answer, IDS, true, false);

    assertThat(response.success()).isFalse();
    assertThat(response.failed()).containsExactly(1, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"batchItemFailures\":[{\"itemIdentifier\":\"20\"}]}", "not json", ""})
  @Rule(
      of = Subject.REPORT,
      property = "FunctionResponseTypes",
      page = "services-kinesis-batchfailurereporting",
      says = "Without ReportBatchItemFailures the response is ignored.")
  void withoutReporting_anyAnswerIsASuccess(String answer) {
    assertThat(BatchResponse.read(answer, IDS, false, false).success()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"state\":null}", "{\"batchItemFailures\":[]}"})
  @Rule(
      of = Subject.WINDOW,
      property = "state",
      page = "services-kinesis-windows",
      says = "In a windowed mapping an empty or null answer is a failure: state is required.")
  void windowedAnswerWithoutState_isAFailure(String answer) {
    assertThat(BatchResponse.read(answer, IDS, true, true).success()).isFalse();
    assertThat(BatchResponse.read(answer, List.of(), true, true).success()).isFalse();
  }

  @Test
  @Rule(
      of = Subject.WINDOW,
      property = "batchItemFailures",
      page = "services-kinesis-windows",
      says = "An answer may carry both state and batchItemFailures.")
  void windowedAnswer_carriesItsState() {
    BatchResponse response = BatchResponse.read("{\"state\":{\"sum\":\"3\"}}", IDS, true, true);

    assertThat(response.success()).isTrue();
    assertThat(response.state().path("sum").asText()).isEqualTo("3");
  }
}
