// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.aws.Later;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.aws.SqsMessageQueue;
import io.millrace.shared.time.Deadline;
import java.util.Map;

/** The only place of this stage with clients and environment. */
final class EnrichWiring {

  private EnrichWiring() {}

  static EnrichStage stage(Map<String, String> env, Deadline deadline) {
    EnrichConfig config = EnrichConfig.from(env);
    Backoff backoff = Backoff.standard(deadline);
    return new EnrichStage(
        new Enricher(
            config.geoDatabase().map(MaxMindPlaces::open).orElseGet(MaxMindPlaces::sample),
            Gazetteer.bundled(config.maxPlaceDistanceKm()),
            config.truncateIp(),
            config.keeping()),
        config.keeping(),
        new DynamoRecordStore(Clients.dynamoDb(deadline), config.recordsTable(), backoff),
        // Photos and rejects are few: most environments see a batch without either first.
        new SqsMessageQueue(
            Later.of(() -> Clients.sqs(deadline)), config.resizeQueueUrl(), backoff),
        new RejectedBytes(
            new S3Blobs(Later.of(() -> Clients.s3(deadline))), config.rejectsBucket()));
  }
}
