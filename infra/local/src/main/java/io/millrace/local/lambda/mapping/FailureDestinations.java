// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The destinations a mapping can have: a bucket, which keeps the records too, a queue, or the log
 * of the local cloud.
 */
final class FailureDestinations {
  private static final System.Logger LOG = System.getLogger(FailureDestinations.class.getName());

  private FailureDestinations() {}

  /** By ARN; without one, what is given up is gone but for a line in the log. */
  static FailureDestination of(Optional<String> arn, S3Client s3, SqsClient sqs) {
    if (arn.isEmpty()) {
      return batch ->
          LOG.log(
              System.Logger.Level.WARNING,
              () -> "discarded: " + FailureDocument.json(batch, false));
    }
    String name = arn.get().substring(arn.get().lastIndexOf(':') + 1);
    return arn.get().startsWith("arn:aws:s3:") ? bucket(name, s3) : queue(name, sqs);
  }

  private static FailureDestination bucket(String bucket, S3Client s3) {
    return batch -> {
      String key = FailureDocument.key(batch, UUID.randomUUID().toString());
      String json = FailureDocument.json(batch, true);
      try {
        s3.putObject(
            request -> request.bucket(bucket).key(key).contentType("application/json"),
            RequestBody.fromString(json));
      } catch (SdkException e) {
        throw new SourceException("cannot put a failed batch into bucket " + bucket, e);
      }
    };
  }

  private static FailureDestination queue(String queue, SqsClient sqs) {
    return batch -> {
      try {
        String url = sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
        sqs.sendMessage(
            request -> request.queueUrl(url).messageBody(FailureDocument.json(batch, false)));
      } catch (SdkException e) {
        throw new SourceException("cannot send a failed batch to queue " + queue, e);
      }
    };
  }
}
