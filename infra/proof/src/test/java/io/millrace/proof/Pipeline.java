// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import com.amazonaws.services.lambda.runtime.Context;
import io.millrace.enrich.EnrichUnderTest;
import io.millrace.ingest.UploadUnderTest;
import io.millrace.proof.RecordsTable.Change;
import io.millrace.proof.ShardedStream.Entry;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.aws.Redelivery;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Invoked;
import io.millrace.shared.port.InMemoryIdempotencyTable;
import io.millrace.shared.port.RecordStore;
import io.millrace.sink.AggregateUnderTest;
import io.millrace.sink.PublishUnderTest;
import io.millrace.transform.ResizeUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** The five stages on the twins of their services, with the mappings in between. */
final class Pipeline {

  static final String UPLOADS = "uploads";
  static final String REJECTS = "rejects";
  static final String RENDITIONS = "renditions";
  static final String ARCHIVE = "archive";

  private static final Duration DAY = Duration.ofDays(1);
  private static final int BATCH = 12;

  final Buckets buckets;
  final RecordsTable records;
  final ShardedStream<byte[]> events = new ShardedStream<>("shardId", 2);
  final Queue uploadsQueue;
  final Queue resizeQueue;
  final Announcements announcements;
  final AggregateUnderTest aggregate;
  final StreamMapping<byte[]> enrichMapping;
  final StreamMapping<Change> aggregateMapping;
  final StreamMapping<Change> publishMapping;
  final List<Actor> mappings;
  private final PipelineMutant mutant;
  private final Context context;

  Pipeline(
      VirtualClock clock,
      Random random,
      Invocations invocations,
      WorldGate gate,
      PipelineMutant mutant) {
    this.mutant = mutant;
    this.context = new SimulatedContext(invocations);
    buckets = new Buckets(clock);
    records = new RecordsTable(clock, 2);
    uploadsQueue = new Queue("uploads", clock, random, 2 + random.nextInt(3));
    resizeQueue = new Queue("resize", clock, random, 2 + random.nextInt(3));
    announcements = new Announcements(buckets);
    RecordStore table = mutant.records(records);

    Ports uploadPorts = new Ports("upload", gate);
    UploadUnderTest upload =
        new UploadUnderTest(
            mutant.uploadBlobs(uploadPorts.blobs(buckets)),
            REJECTS,
            uploadPorts.events(
                more -> more.forEach(r -> events.append(random.nextInt(), r, clock.instant()))),
            uploadPorts.records(table),
            uploadPorts.claims(new InMemoryIdempotencyTable()),
            uploadPorts.queue(uploadsQueue),
            clock,
            new Redelivery(new QueueApi(uploadsQueue, gate), uploadsQueue.name, random),
            // Some hand on after every chunk, others never.
            QueueMapping.TIMEOUT.minusSeconds(1 + random.nextInt(30)));
    Ports enrichPorts = new Ports("enrich", gate);
    EnrichUnderTest enrich =
        new EnrichUnderTest(
            enrichPorts.records(table),
            enrichPorts.queue(resizeQueue),
            enrichPorts.blobs(buckets),
            REJECTS,
            Samples::place);
    Ports resizePorts = new Ports("resize", gate);
    ResizeUnderTest resize =
        new ResizeUnderTest(
            mutant.resizeBlobs(resizePorts.blobs(buckets)),
            RENDITIONS,
            REJECTS,
            resizePorts.records(table),
            resizePorts.claims(new InMemoryIdempotencyTable()),
            clock,
            new Redelivery(new QueueApi(resizeQueue, gate), resizeQueue.name, random));
    aggregate = new AggregateUnderTest(mutant.ledger(), gate, clock);
    Ports publishPorts = new Ports("publish", gate);
    PublishUnderTest publish =
        new PublishUnderTest(
            publishPorts.blobs(buckets), ARCHIVE, publishPorts.bus(announcements::take), clock);

    QueueMapping uploadMapping =
        new QueueMapping(
            uploadsQueue, invocations, random, e -> failed(e, () -> upload.handle(e, context)));
    QueueMapping resizeMapping =
        new QueueMapping(
            resizeQueue, invocations, random, e -> failed(e, () -> resize.handle(e, context)));
    ShardPoller.Limits limits = new ShardPoller.Limits(BATCH, random.nextInt(4), DAY);
    enrichMapping =
        new StreamMapping<>(
            "enrich", events, invocations, clock, random, limits, (s, b) -> enrich(enrich, s, b));
    aggregateMapping =
        new StreamMapping<>(
            "aggregate", records.changes, invocations, clock, random, limits, this::aggregate);
    publishMapping =
        new StreamMapping<>(
            "publish",
            records.changes,
            invocations,
            clock,
            random,
            limits,
            (s, b) -> publish(publish, b));
    mappings =
        List.of(uploadMapping, resizeMapping, enrichMapping, aggregateMapping, publishMapping);
  }

  private Set<String> failed(List<Message> batch, Supplier<Invoked<List<String>>> function) {
    return mutant.answer(
        () -> {
          Invoked<List<String>> done = function.get();
          addUp(done.counts(), batch.size());
          return Set.copyOf(done.response());
        },
        Set.of(),
        false);
  }

  private Optional<Long> enrich(EnrichUnderTest enrich, String shard, List<Entry<byte[]>> batch) {
    return mutant.answer(
        () -> {
          var done = enrich.handle(LambdaEvents.events(shard, batch));
          addUp(done.counts(), Math.max(batch.size(), done.counts().received()));
          return lowest(done.response());
        },
        Optional.empty(),
        true);
  }

  private Optional<Long> aggregate(String shard, List<Entry<Change>> batch) {
    boolean hide = mutant == PipelineMutant.EXPIRY_IS_DELETION;
    return mutant.answer(
        () -> {
          var done = aggregate.handle(LambdaEvents.windowed(shard, batch, hide), context);
          addUp(done.counts(), batch.size());
          return lowest(done.response());
        },
        Optional.empty(),
        true);
  }

  private Optional<Long> publish(PublishUnderTest publish, List<Entry<Change>> batch) {
    return mutant.answer(
        () -> {
          var done = publish.handle(LambdaEvents.changes(batch), context);
          addUp(done.counts(), batch.size());
          return lowest(done.response());
        },
        Optional.empty(),
        true);
  }

  private static Optional<Long> lowest(List<String> failed) {
    return failed.stream().map(Long::valueOf).min(Long::compare);
  }

  /** Law 8, for every attempt that was answered. */
  private static void addUp(Counts counts, int received) {
    int sum =
        counts.accepted()
            + counts.rejected()
            + counts.filtered()
            + counts.retried()
            + counts.notAttempted();
    if (counts.received() != received || sum != received) {
      throw new AssertionError("Of " + received + " inputs the stage counted " + counts);
    }
  }

  /** Everything that was given up, in every place where such things go. */
  int givenUp() {
    return uploadsQueue.dead()
        + resizeQueue.dead()
        + enrichMapping.failures.size()
        + aggregateMapping.failures.size()
        + publishMapping.failures.size();
  }

  /** Hands back one thing that was given up, or all messages of the queues. */
  void redrive() {
    uploadsQueue.redrive();
    resizeQueue.redrive();
    for (StreamMapping<?> mapping : List.of(enrichMapping, aggregateMapping, publishMapping)) {
      if (!mapping.failures.isEmpty()) {
        mapping.redriveAny(mutant);
      }
    }
  }
}
