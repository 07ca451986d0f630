// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
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
  static Function redrive(Construct scope, Artifacts artifacts, Buckets buckets, Tables tables) {
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
                on(
                    "InvokeStages",
                    "lambda:InvokeFunction",
                    STAGES.stream().map(Names::functionArn)),
                Allow.read("ReadFailures", failures),
                Allow.find("FindFailures", failures),
                Allow.write("MoveFailures", failures, "*"),
                on(
                    "RemoveFailures",
                    "s3:DeleteObject",
                    Stream.of("aws/lambda/*", "replays/*").map(failures::arnForObjects)),
                Allow.onTable("RemoveRejects", tables.records, "dynamodb:DeleteItem"),
                Allow.claim(tables.idempotency)))
        .create(scope, "RedriveFunction", artifacts);
  }

  private static PolicyStatement on(String sid, String action, Stream<String> resources) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .actions(List.of(action))
        .resources(resources.toList())
        .build();
  }
}
