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

  /** A claim is all that is kept, and it is given back: nothing is to be remembered for long. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private RedriveWiring() {}

  static Redrive redrive(RedriveConfig config) {
    // What is asked for has a limit of its own: the redrive function stops before its reserve.
    var dynamo = Clients.dynamoDb(Deadline.none(), Tracing.off());
    return new Redrive(
        new S3FailureObjects(Clients.s3(Deadline.none(), Tracing.off()), config.failuresBucket()),
        new LambdaFunctions(stages(config.reserve())),
        new DynamoRejectItems(dynamo, config.recordsTable()),
        new DynamoIdempotencyTable(dynamo, config.idempotencyTable(), NAME, REMEMBERED),
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
