// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoIdempotencyTable;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.time.Duration;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The only place with clients. */
final class RedriveWiring {

  private static final String NAME = "redrive";

  /** Beyond the horizon, within which the number of automatic tries has to be known. */
  private static final Duration BEYOND = Duration.ofDays(1);

  private RedriveWiring() {}

  static FailureObjects objects(RedriveConfig config) {
    return new S3FailureObjects(
        Clients.s3(Deadline.none(), Tracing.off()), config.failuresBucket());
  }

  static Redrive redrive(RedriveConfig config, FailureObjects objects) {
    // What is asked for has a limit of its own: the redrive function stops before its reserve.
    var dynamo = Clients.dynamoDb(Deadline.none(), Tracing.off());
    return new Redrive(
        objects,
        new LambdaFunctions(stages(config.reserve())),
        new DynamoRejectItems(dynamo, config.recordsTable()),
        new DynamoIdempotencyTable(
            dynamo,
            config.idempotencyTable(),
            NAME,
            config.keeping().redriveHorizon().plus(BEYOND)),
        config);
  }

  /**
   * A stage may take until its timeout to answer; what is tried again within that time is what was
   * throttled.
   *
   * @param longest a little longer than any stage's timeout
   */
  private static LambdaClient stages(Duration longest) {
    return Clients.configured(LambdaClient.builder(), Deadline.none())
        .httpClient(Clients.http(longest))
        .overrideConfiguration(
            c ->
                c.apiCallTimeout(longest)
                    .apiCallAttemptTimeout(longest)
                    .retryStrategy(r -> r.maxAttempts(4)))
        .build();
  }
}
