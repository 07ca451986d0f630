// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.port.Gate;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;

/** The one call of SQS that is no port: a function puts off what it could not do. */
final class QueueApi implements SqsClient {

  private final Queue queue;
  private final Gate gate;

  QueueApi(Queue queue, Gate gate) {
    this.queue = queue;
    this.gate = gate;
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    return gate.call(queue.name + ".queue.putOff", () -> changed(request));
  }

  private ChangeMessageVisibilityBatchResponse changed(
      ChangeMessageVisibilityBatchRequest request) {
    request.entries().forEach(e -> queue.putOff(e.receiptHandle(), e.visibilityTimeout()));
    List<ChangeMessageVisibilityBatchResultEntry> done =
        request.entries().stream()
            .map(e -> ChangeMessageVisibilityBatchResultEntry.builder().id(e.id()).build())
            .toList();
    return ChangeMessageVisibilityBatchResponse.builder().successful(done).build();
  }

  @Override
  public String serviceName() {
    return SqsClient.SERVICE_NAME;
  }

  @Override
  public void close() {}
}
