// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.aws.Later;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.aws.SqsMessageQueue;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.priming.Priming;
import io.millrace.shared.reference.GeolocationPointer;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The only place of this stage with clients and environment. */
final class EnrichWiring {

  /** The database in use, the next one while it is loaded, and everything else. */
  private static final int SHARES_OF_MEMORY = 3;

  private EnrichWiring() {}

  /** Reads no database yet when there may be a pointer to another one. */
  static NetworkPlaces places(EnrichConfig config, Deadline deadline, Tracing tracing) {
    Supplier<MaxMindPlaces> own =
        () -> config.geoDatabase().map(MaxMindPlaces::open).orElseGet(MaxMindPlaces::sample);
    String bucket = config.referenceBucket().orElse(null);
    if (bucket == null || Priming.underWay()) {
      return own.get();
    }
    return new CurrentPlaces(
        new S3ReferenceDatabases(Later.of(() -> Clients.s3(deadline, tracing)), bucket),
        own,
        config.geolocationInterval(),
        Math.min(
            GeolocationPointer.MAX_DATABASE_BYTES,
            Runtime.getRuntime().maxMemory() / SHARES_OF_MEMORY),
        Path.of(System.getProperty("java.io.tmpdir")),
        InstantSource.system(),
        new GeolocationLog(System.out));
  }

  static EnrichStage stage(
      EnrichConfig config, NetworkPlaces places, Deadline deadline, Tracing tracing) {
    Backoff backoff = Backoff.standard(deadline);
    return new EnrichStage(
        new Enricher(
            places,
            Gazetteer.bundled(config.maxPlaceDistanceKm()),
            config.truncateIp(),
            config.keeping()),
        config.keeping(),
        new DynamoRecordStore(Clients.dynamoDb(deadline, tracing), config.recordsTable(), backoff),
        // Photos and rejects are few: most environments see a batch without either first.
        new SqsMessageQueue(
            Later.of(() -> Clients.sqs(deadline, tracing)),
            config.resizeQueueUrl(),
            backoff,
            body -> tracing.headerOf(() -> recordId(body))),
        new RejectedBytes(
            new S3Blobs(Later.of(() -> Clients.s3(deadline, tracing))), config.rejectsBucket()),
        tracing);
  }

  /** Of a request of this stage's own making; asked for in a batch that is traced, and no other. */
  static String recordId(String body) {
    try {
      return Json.read(body, ResizeRequest.class).id();
    } catch (IOException e) {
      throw new UncheckedIOException("A request to resize can be read", e);
    }
  }
}
