// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.cli.ReplayRecords.Places;
import io.millrace.shared.port.RecordStore;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What replays need to know of a stack: ARNs, and uploads as they stand. */
final class ReplaySource {

  private static final int NOT_FOUND = 404;

  private final LambdaClient lambda;
  private final SqsClient sqs;
  private final S3Client s3;
  private final Resources resources;
  private final String stack;
  private final Map<PipelineStage, String> functions = new EnumMap<>(PipelineStage.class);
  private final Map<String, Optional<String>> etags = new HashMap<>();

  ReplaySource(Clients clients, Resources resources, String stack) {
    this.lambda = clients.lambda();
    this.sqs = clients.sqs();
    this.s3 = clients.s3();
    this.resources = resources;
    this.stack = stack;
  }

  /** Of the alias, which is what mappings name and redrive may call. */
  String functionArn(PipelineStage stage) {
    return functions.computeIfAbsent(
        stage,
        one ->
            lambda
                    .getFunctionConfiguration(r -> r.functionName(stack + "-" + one.function()))
                    .functionArn()
                + Arns.LIVE);
  }

  /** What makes records of rejects, in a replay of this moment. */
  ReplayRecords records(RecordStore records, Instant now) {
    String[] arn = functionArn(PipelineStage.ENRICH).split(":", 6);
    String stream =
        String.join(":", arn[0], arn[1], "kinesis", arn[3], arn[4], "stream/")
            + resources.eventsStream();
    return new ReplayRecords(
        new Places(
            arn[3], stream, queueArn(resources.uploadsQueue()), queueArn(resources.resizeQueue())),
        new RawBytes(s3, resources.rejectsBucket())::of,
        records,
        this::etag,
        now.toString());
  }

  private String queueArn(String url) {
    return Objects.requireNonNull(
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN));
  }

  private Optional<String> etag(String bucket, String key) {
    return etags.computeIfAbsent(
        bucket + "/" + key,
        path -> {
          try {
            String etag = s3.headObject(r -> r.bucket(bucket).key(key)).eTag();
            return Optional.of(etag.replace("\"", ""));
          } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }
}
