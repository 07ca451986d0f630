// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.constructs.Construct;

/**
 * The five stage functions: what each may do, what it is told by its environment, and the mapping
 * that feeds it.
 *
 * <p>The environment's keys are those that the stage's own config record reads.
 */
final class Stages {

  static final Duration UPLOAD_TIMEOUT = Duration.seconds(120);
  static final Duration RESIZE_TIMEOUT = Duration.seconds(120);
  private static final Duration STREAM_TIMEOUT = Duration.seconds(60);

  private final Construct scope;
  private final Delivery delivery;
  private final Queues queues;
  private final Buckets buckets;
  private final Stream events;
  private final Tables tables;
  private final EventBus photos;
  private final Geolocation geolocation;

  Stages(
      Construct scope,
      Delivery delivery,
      Queues queues,
      Buckets buckets,
      Stream events,
      Tables tables,
      EventBus photos,
      Geolocation geolocation) {
    this.scope = scope;
    this.delivery = delivery;
    this.queues = queues;
    this.buckets = buckets;
    this.events = events;
    this.tables = tables;
    this.photos = photos;
    this.geolocation = geolocation;
  }

  /** By the stage's short name. */
  static Duration timeout(String stage) {
    return switch (stage) {
      case "upload" -> UPLOAD_TIMEOUT;
      case "resize" -> RESIZE_TIMEOUT;
      case "enrich", "aggregate", "publish" -> STREAM_TIMEOUT;
      default -> throw new IllegalArgumentException("there is no stage " + stage);
    };
  }

  void upload() {
    Settings settings = new Settings(scope, "Upload");
    Release release =
        delivery.release(
            "UploadFunction",
            new StageFunction(
                "upload",
                "ingest.jar",
                "io.millrace.ingest.UploadHandler",
                UPLOAD_TIMEOUT,
                settings.memoryMegabytes(1024),
                Map.of(
                    "EVENTS_STREAM", events.getStreamName(),
                    "RECORDS_TABLE", tables.records.getTableName(),
                    "REJECTS_BUCKET", buckets.rejects.getBucketName(),
                    "IDEMPOTENCY_TABLE", tables.idempotency.getTableName(),
                    "UPLOADS_QUEUE_URL", queues.uploads.getQueueUrl()),
                List.of(
                    Allow.consume(queues.uploads),
                    Allow.defer(queues.uploads),
                    Allow.on("GoOn", queues.uploads.getQueueArn(), "sqs:SendMessage"),
                    Allow.claim(tables.idempotency),
                    Allow.readUploads(buckets.uploads),
                    Allow.find("FindUploads", buckets.uploads),
                    Allow.on("SendEvents", events.getStreamArn(), "kinesis:PutRecords"),
                    Allow.onTable("RecordRejects", tables.records, "dynamodb:PutItem"),
                    Allow.keepRejects(buckets.rejects, "ingest"))),
            Optional.of(settings.provisionedConcurrency()));
    // A large upload goes on by a message to its own queue; the stage bounds the hops.
    ((CfnFunction) Objects.requireNonNull(release.function().getNode().getDefaultChild()))
        .setRecursiveLoop("Allow");
    // One message at a time: a large upload takes all the time that an invocation has.
    Mappings.queue(
        scope, "UploadMapping", queues.uploads, release, 1, settings.maximumConcurrency(4));
  }

  /** It is told of the reference data, and may read it once {@link Geolocation} lets it. */
  Release enrich() {
    Settings settings = new Settings(scope, "Enrich");
    Release release =
        delivery.release(
            "EnrichFunction",
            new StageFunction(
                "enrich",
                "enrich.jar",
                "io.millrace.enrich.EnrichHandler",
                STREAM_TIMEOUT,
                settings.memoryMegabytes(1024),
                Map.of(
                    "RECORDS_TABLE", tables.records.getTableName(),
                    "RESIZE_QUEUE_URL", queues.resize.getQueueUrl(),
                    "REFERENCE_BUCKET", geolocation.bucketIfRefreshed(),
                    "REJECTS_BUCKET", buckets.rejects.getBucketName()),
                with(
                    Allow.keepFailures(buckets.failures),
                    Allow.consume(events),
                    Allow.onTable(
                        "Record", tables.records, "dynamodb:BatchWriteItem", "dynamodb:PutItem"),
                    Allow.on("SendPhotos", queues.resize.getQueueArn(), "sqs:SendMessage"),
                    Allow.keepRejects(buckets.rejects, "enrich"))),
            Optional.of(settings.provisionedConcurrency()));
    Mappings.kinesis(scope, "EnrichMapping", events, release, buckets.failures, settings);
    return release;
  }

  void resize() {
    Settings settings = new Settings(scope, "Resize");
    Release release =
        delivery.release(
            "ResizeFunction",
            new StageFunction(
                "resize",
                "transform.jar",
                "io.millrace.transform.ResizeHandler",
                RESIZE_TIMEOUT,
                settings.memoryMegabytes(2048),
                Map.of(
                    "RENDITIONS_BUCKET", buckets.renditions.getBucketName(),
                    "RECORDS_TABLE", tables.records.getTableName(),
                    "REJECTS_BUCKET", buckets.rejects.getBucketName(),
                    "IDEMPOTENCY_TABLE", tables.idempotency.getTableName(),
                    "RESIZE_QUEUE_URL", queues.resize.getQueueUrl()),
                List.of(
                    Allow.consume(queues.resize),
                    Allow.defer(queues.resize),
                    Allow.claim(tables.idempotency),
                    Allow.readUploads(buckets.uploads),
                    Allow.find("FindUploads", buckets.uploads),
                    Allow.objects(
                        "WriteRenditions",
                        buckets.renditions,
                        "*",
                        "The key of a rendition is made from its photo; the bucket holds nothing"
                            + " else.",
                        "s3:PutObject"),
                    Allow.onTable(
                        "Record", tables.records, "dynamodb:BatchWriteItem", "dynamodb:PutItem"),
                    Allow.keepRejects(buckets.rejects, "transform"))),
            Optional.of(settings.provisionedConcurrency()));
    Mappings.queue(
        scope,
        "ResizeMapping",
        queues.resize,
        release,
        settings.batchSize(4, Settings.MOST_OF_A_QUEUE),
        settings.maximumConcurrency(8));
  }

  void aggregate() {
    Settings settings = new Settings(scope, "Aggregate");
    Release release =
        delivery.release(
            "AggregateFunction",
            new StageFunction(
                "aggregate",
                "sink.jar",
                "io.millrace.sink.AggregateHandler",
                STREAM_TIMEOUT,
                settings.memoryMegabytes(1024),
                Map.of("AGGREGATES_TABLE", tables.aggregates.getTableName()),
                sink(
                    // A transaction is allowed by the actions of its items; it has none of its own.
                    Allow.onTable(
                        "Aggregate",
                        tables.aggregates,
                        "dynamodb:GetItem",
                        "dynamodb:Query",
                        "dynamodb:PutItem",
                        "dynamodb:UpdateItem"))),
            Delivery.AT_ONCE,
            Optional.of(settings.provisionedConcurrency()));
    Mappings.aggregate(
        scope, "AggregateMapping", tables.records, release, buckets.failures, settings);
  }

  void publish() {
    Settings settings = new Settings(scope, "Publish");
    Release release =
        delivery.release(
            "PublishFunction",
            new StageFunction(
                "publish",
                "sink.jar",
                "io.millrace.sink.PublishHandler",
                STREAM_TIMEOUT,
                settings.memoryMegabytes(1024),
                Map.of(
                    "ARCHIVE_BUCKET", buckets.archive.getBucketName(),
                    "PHOTO_EVENT_BUS", photos.getEventBusName()),
                sink(
                    Allow.objects(
                        "Archive",
                        buckets.archive,
                        "*",
                        "The key of an archived batch is made from its day and its place in the"
                            + " stream; the bucket holds nothing else.",
                        "s3:PutObject"),
                    Allow.on("Announce", photos.getEventBusArn(), "events:PutEvents"))),
            Optional.of(settings.provisionedConcurrency()));
    Mappings.publish(scope, "PublishMapping", tables.records, release, buckets.failures, settings);
  }

  private List<Grant> sink(Grant... own) {
    return with(
        with(Allow.consumeStreamOf(tables.records), own),
        Allow.keepFailures(buckets.failures).toArray(Grant[]::new));
  }

  private static List<Grant> with(List<Grant> some, Grant... more) {
    List<Grant> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }
}
