// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.lambda.mapping.SourceKind;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * A queue has to hide a message for at least as long as its function may take, or it would come
 * again while it is worked on. [services-sqs-configure; the words are those of the service]
 */
final class QueueTimeouts {
  private final SqsClient sqs;

  QueueTimeouts(SqsClient sqs) {
    this.sqs = sqs;
  }

  /** Looks at queues only; one that is not there is its poller's business. */
  void require(String source, int functionSeconds) {
    if (SourceKind.of(source).filter(kind -> kind == SourceKind.SQS).isEmpty()) {
      return;
    }
    int visibility = visibilitySeconds(source.substring(source.lastIndexOf(':') + 1));
    if (visibility < functionSeconds) {
      throw LambdaError.invalid(
          "Queue visibility timeout: "
              + visibility
              + " seconds is less than Function timeout: "
              + functionSeconds
              + " seconds");
    }
  }

  private int visibilitySeconds(String queue) {
    try {
      String url = sqs.getQueueUrl(r -> r.queueName(queue)).queueUrl();
      return Integer.parseInt(
          sqs.getQueueAttributes(
                  r -> r.queueUrl(url).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
              .attributes()
              .getOrDefault(QueueAttributeName.VISIBILITY_TIMEOUT, ""));
    } catch (QueueDoesNotExistException e) {
      return Integer.MAX_VALUE;
    }
  }
}
