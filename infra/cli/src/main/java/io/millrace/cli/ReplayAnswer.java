// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.lambda.mapping.BatchResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * What a function made of a batch that it was sent again, judged as Lambda would.
 *
 * @param requestId of the invocation
 * @param functionError {@code Unhandled} when the function threw, ran out of time or crashed; else
 *     null
 * @param failed indexes of the records that are not done, by the function's report or because all
 *     failed
 * @param payload what it answered, or the error's document
 * @param log the last four kilobytes of what it logged
 * @param duration from the request to the answer
 */
record ReplayAnswer(
    String requestId,
    @Nullable String functionError,
    SortedSet<Integer> failed,
    boolean understood,
    String payload,
    String log,
    Duration duration) {

  /**
   * Judges an answer.
   *
   * @param reporting whether the mapping reads the function's report of failed items
   */
  static ReplayAnswer of(
      FailedInvocation sent, InvokeResponse response, boolean reporting, Duration duration) {
    String payload = response.payload().asUtf8String();
    String error = response.functionError();
    boolean success = error == null;
    SortedSet<Integer> failed = new TreeSet<>();
    boolean ofStream = sent.source() != null;
    if (success && ofStream) {
      BatchResponse read = BatchResponse.read(payload, sent.ids(), reporting, sent.windowed());
      success = read.success();
      failed.addAll(read.failed());
    }
    String log = response.logResult();
    return new ReplayAnswer(
        response.responseMetadata().requestId(),
        error,
        failed,
        success || !failed.isEmpty(),
        payload,
        log == null ? "" : new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8),
        duration);
  }

  boolean success() {
    return functionError == null && understood && failed.isEmpty();
  }

  /** What happened, in a line each. */
  List<String> words(FailedInvocation sent) {
    if (functionError != null) {
      return List.of("The function failed (" + functionError + "): " + Texts.cut(payload, 2_000));
    }
    if (success()) {
      return List.of("The function succeeded: " + (payload.isBlank() ? "no answer" : payload));
    }
    List<FailedInvocation.Item> items = sent.items();
    List<String> lines = new ArrayList<>();
    if (failed.size() == items.size()) {
      lines.add(
          "Lambda would take the whole batch for failed, by this answer: "
              + Texts.cut(payload, 2_000));
      return lines;
    }
    for (int index : failed) {
      lines.add(
          "Record "
              + (index + 1)
              + " of "
              + items.size()
              + " failed: sequence number "
              + items.get(index).sequenceNumber());
    }
    lines.add("A mapping would send all from record " + (failed.first() + 1) + " on again.");
    return lines;
  }
}
