// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** The functions that operate the pipeline; nothing feeds them but a person's command. */
final class Operations {

  /** Time for several invocations of a stage, one behind the other. */
  private static final Duration REDRIVE_TIMEOUT = Duration.seconds(300);

  private static final List<String> STAGES =
      List.of("upload", "enrich", "resize", "aggregate", "publish");

  private Operations() {}

  /** Hands failed batches and rejects back to the stage they came from. */
  static Function redrive(
      Construct scope, Choices choices, Artifacts artifacts, Buckets buckets, Tables tables) {
    Bucket failures = buckets.failures;
    return new StageFunction(
            "redrive",
            "operations.jar",
            "io.millrace.operations.RedriveHandler",
            REDRIVE_TIMEOUT,
            1024,
            Map.of(
                "FAILURES_BUCKET", failures.getBucketName(),
                "RECORDS_TABLE", tables.records.getTableName(),
                "IDEMPOTENCY_TABLE", tables.idempotency.getTableName()),
            List.of(
                Grant.exact(
                    "InvokeStages",
                    STAGES.stream().map(Names::functionArn).toList(),
                    "lambda:InvokeFunction"),
                Allow.find("FindFailures", failures),
                Allow.objects(
                    "MoveFailures",
                    failures,
                    "*",
                    "A failed batch is read where Lambda put it and written where it is claimed or"
                        + " kept; the bucket holds nothing else.",
                    "s3:GetObject",
                    "s3:PutObject"),
                Allow.objects(
                    "RemoveFailures",
                    failures,
                    "aws/lambda/*",
                    "Lambda chose the keys of the failed batches that are done.",
                    "s3:DeleteObject"),
                Allow.objects(
                    "RemoveReplays",
                    failures,
                    "replays/*",
                    "The keys of replays hold their time and the ids of what is replayed.",
                    "s3:DeleteObject"),
                Allow.onTable("RemoveRejects", tables.records, "dynamodb:DeleteItem"),
                Allow.claim(tables.idempotency)))
        .create(scope, "RedriveFunction", choices, artifacts);
  }
}
