// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** The functions that operate the pipeline; nothing feeds them but a person's command. */
final class Operations {

  /** Time for several invocations of a stage, one behind the other. */
  private static final Duration REDRIVE_TIMEOUT = Duration.seconds(300);

  /** Time for several tries of a version that has to start first. */
  private static final Duration HOOK_TIMEOUT = Duration.seconds(600);

  static final String REDRIVE = "redrive";
  static final String HOOK = "deployment-hook";

  static final List<String> STAGES = List.of("upload", "enrich", "resize", "aggregate", "publish");

  private Operations() {}

  /** Of a function with an alias, by its short name. */
  static Duration timeout(String function) {
    return function.equals(REDRIVE) ? REDRIVE_TIMEOUT : Stages.timeout(function);
  }

  /** Hands failed batches and rejects back to the stage they came from. */
  static Release redrive(Delivery delivery, Buckets buckets, Tables tables) {
    Bucket failures = buckets.failures;
    return delivery.release(
        "RedriveFunction",
        new StageFunction(
            REDRIVE,
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
                    STAGES.stream().map(Names::aliasArn).toList(),
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
                Allow.claim(tables.idempotency))),
        Optional.empty());
  }

  /**
   * Tries a version before it takes traffic, with a record that changes nothing. It has no alias:
   * it works at no time but in deployments, and a deployment of its own would ask it.
   */
  static Function hook(
      Construct scope, Choices choices, Artifacts artifacts, Buckets buckets, Tables tables) {
    List<Grant> grants = new ArrayList<>();
    List<String> functions = Stream.concat(STAGES.stream(), Stream.of(REDRIVE)).toList();
    grants.add(
        Grant.exact(
            "AnswerDeployments",
            functions.stream().map(Names::deploymentGroupArn).toList(),
            "codedeploy:GetDeployment",
            "codedeploy:PutLifecycleEventHookExecutionStatus"));
    for (String function : functions) {
      grants.add(
          Grant.wide(
              "Try" + function.substring(0, 1).toUpperCase(Locale.ROOT) + function.substring(1),
              Names.functionArn(function + ":*"),
              new Grant.Wildcard(
                  "arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:<AWS::StackName>-"
                      + function
                      + ":*",
                  "The number of the version to try is known when it is published."),
              "lambda:InvokeFunction"));
    }
    grants.add(
        Allow.objects(
            "PutSynthetic",
            buckets.uploads,
            Buckets.SYNTHETIC + "*",
            "Each deployment of upload has an object of its own, below a prefix of the hook.",
            "s3:PutObject"));
    grants.add(Allow.onTable("SeeEffects", tables.records, "dynamodb:GetItem"));
    return new StageFunction(
            HOOK,
            "operations.jar",
            "io.millrace.operations.DeploymentHookHandler",
            HOOK_TIMEOUT,
            512,
            Map.of(
                "RECORDS_TABLE", tables.records.getTableName(),
                "UPLOADS_BUCKET", buckets.uploads.getBucketName()),
            grants)
        .create(scope, "DeploymentHookFunction", choices, artifacts);
  }
}
