// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
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
  private final Queues queues;
  private final Buckets buckets;
  private final Stream events;
  private final Tables tables;
  private final EventBus photos;
  private final Geolocation geolocation;
  private final Artifacts artifacts;

  Stages(
      Construct scope,
      Queues queues,
      Buckets buckets,
      Stream events,
      Tables tables,
      EventBus photos,
      Geolocation geolocation) {
    this.scope = scope;
    this.queues = queues;
    this.buckets = buckets;
    this.events = events;
    this.tables = tables;
    this.photos = photos;
    this.geolocation = geolocation;
    this.artifacts = new Artifacts(scope);
  }

  Artifacts artifacts() {
    return artifacts;
  }

  void upload() {
    Settings settings = new Settings(scope, "Upload");
    Function function =
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
                    Allow.read("ReadUploads", buckets.uploads),
                    Allow.find("FindUploads", buckets.uploads),
                    Allow.on("SendEvents", events.getStreamArn(), "kinesis:PutRecords"),
                    Allow.onTable("RecordRejects", tables.records, "dynamodb:PutItem"),
                    Allow.write("KeepRejects", buckets.rejects, "ingest/*")))
            .create(scope, "UploadFunction", artifacts);
    // A large upload goes on by a message to its own queue; the stage bounds the hops.
    ((CfnFunction) Objects.requireNonNull(function.getNode().getDefaultChild()))
        .setRecursiveLoop("Allow");
    // One message at a time: a large upload takes all the time that an invocation has.
    Mappings.queue(
        scope, "UploadMapping", queues.uploads, function, 1, settings.maximumConcurrency(4));
  }

  void enrich() {
    Settings settings = new Settings(scope, "Enrich");
    Function function =
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
                    Allow.write("KeepRejects", buckets.rejects, "enrich/*")))
            .create(scope, "EnrichFunction", artifacts);
    geolocation.refresh(artifacts, Objects.requireNonNull(function.getRole()));
    Mappings.kinesis(scope, "EnrichMapping", events, function, buckets.failures, settings);
  }

  void resize() {
    Settings settings = new Settings(scope, "Resize");
    Function function =
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
                    Allow.read("ReadUploads", buckets.uploads),
                    Allow.find("FindUploads", buckets.uploads),
                    Allow.write("WriteRenditions", buckets.renditions, "*"),
                    Allow.onTable(
                        "Record", tables.records, "dynamodb:BatchWriteItem", "dynamodb:PutItem"),
                    Allow.write("KeepRejects", buckets.rejects, "transform/*")))
            .create(scope, "ResizeFunction", artifacts);
    Mappings.queue(
        scope,
        "ResizeMapping",
        queues.resize,
        function,
        settings.batchSize(4, Settings.MOST_OF_A_QUEUE),
        settings.maximumConcurrency(8));
  }

  void aggregate() {
    Settings settings = new Settings(scope, "Aggregate");
    Function function =
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
                        "dynamodb:UpdateItem")))
            .create(scope, "AggregateFunction", artifacts);
    Mappings.aggregate(
        scope, "AggregateMapping", tables.records, function, buckets.failures, settings);
  }

  void publish() {
    Settings settings = new Settings(scope, "Publish");
    Function function =
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
                    Allow.write("Archive", buckets.archive, "*"),
                    Allow.on("Announce", photos.getEventBusArn(), "events:PutEvents")))
            .create(scope, "PublishFunction", artifacts);
    Mappings.publish(scope, "PublishMapping", tables.records, function, buckets.failures, settings);
  }

  private List<PolicyStatement> sink(PolicyStatement... own) {
    return with(
        with(Allow.consumeStreamOf(tables.records), own),
        Allow.keepFailures(buckets.failures).toArray(PolicyStatement[]::new));
  }

  private static List<PolicyStatement> with(List<PolicyStatement> some, PolicyStatement... more) {
    List<PolicyStatement> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }
}
