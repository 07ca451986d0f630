// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoIdempotencyTable;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.aws.QueueBatches;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.aws.TracedRecords;
import io.millrace.shared.batch.OncePerKey;
import io.millrace.shared.batch.Stage;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The only place with clients and environment. */
record ResizeWiring(Stage<Message, ?> stage, QueueBatches batches) {

  /** Whose keys the claims are, among those of other functions. */
  private static final String FUNCTION = "resize";

  static ResizeWiring of(Map<String, String> env) {
    ResizeConfig config = ResizeConfig.from(env);
    Engines.Chosen chosen = Engines.choose(config.engine(), config.library(), env);
    chosen.log(System.out);
    Deadline deadline = Deadline.ofInvocations();
    Tracing tracing = Tracing.ofInvocations(FUNCTION, env);
    DynamoDbClient dynamo = Clients.dynamoDb(deadline, tracing);
    ResizeStage stage =
        new ResizeStage(
            new S3Blobs(Clients.s3(deadline, tracing)),
            new TracedRecords(
                new DynamoRecordStore(dynamo, config.recordsTable(), Backoff.standard(deadline)),
                tracing),
            chosen.engine(),
            config);
    IdempotencyTable table =
        new DynamoIdempotencyTable(
            dynamo, config.idempotencyTable(), FUNCTION, config.keeping().markRetention());
    return new ResizeWiring(
        new OncePerKey<>(
            table, deadline, new ResizeWork(config, chosen.engine().identity()), stage),
        QueueBatches.of(config.resizeQueueUrl(), deadline, tracing, env));
  }
}
