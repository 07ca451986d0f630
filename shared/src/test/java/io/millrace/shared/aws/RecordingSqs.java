// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue that only remembers when its messages are to be delivered again. */
public final class RecordingSqs implements SqsClient {

  private final Map<String, Integer> seconds = new LinkedHashMap<>();
  private int failures;
  private @Nullable SqsException failure;

  /** The next calls fail. */
  public void failNext(int calls, SqsException with) {
    failures = calls;
    failure = with;
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    if (failures-- > 0 && failure != null) {
      throw failure;
    }
    if (request.entries().isEmpty() || request.entries().size() > 10) {
      throw SqsException.builder().statusCode(400).message("1 to 10 entries").build();
    }
    for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
      seconds.put(entry.receiptHandle(), entry.visibilityTimeout());
    }
    return ChangeMessageVisibilityBatchResponse.builder()
        .successful(
            request.entries().stream()
                .map(e -> ChangeMessageVisibilityBatchResultEntry.builder().id(e.id()).build())
                .toList())
        .build();
  }

  /** Seconds from the call, by receipt handle. */
  public Map<String, Integer> seconds() {
    return Map.copyOf(seconds);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
