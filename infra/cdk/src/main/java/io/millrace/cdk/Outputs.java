// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.kinesis.Stream;
import software.constructs.Construct;

/** The stack's outputs: the names a client needs, under the logical ids of their resources. */
final class Outputs {

  private final Construct scope;

  private Outputs(Construct scope) {
    this.scope = scope;
  }

  static void of(
      Construct stack,
      Queues queues,
      Buckets buckets,
      Stream events,
      Tables tables,
      EventBus photos,
      Release redrive) {
    Outputs outputs = new Outputs(new Construct(stack, "Outputs"));
    outputs.put("UploadsBucket", buckets.uploads.getBucketName());
    outputs.put("RenditionsBucket", buckets.renditions.getBucketName());
    outputs.put("ArchiveBucket", buckets.archive.getBucketName());
    outputs.put("RejectsBucket", buckets.rejects.getBucketName());
    outputs.put("FailuresBucket", buckets.failures.getBucketName());
    outputs.put("ReferenceBucket", buckets.reference.getBucketName());
    outputs.put("EventsStream", events.getStreamName());
    outputs.put("RecordsTable", tables.records.getTableName());
    outputs.put("AggregatesTable", tables.aggregates.getTableName());
    outputs.put("IdempotencyTable", tables.idempotency.getTableName());
    outputs.put("UploadsQueueUrl", queues.uploads.getQueueUrl());
    outputs.put("ResizeQueueUrl", queues.resize.getQueueUrl());
    outputs.put("UploadsDeadLetterQueueUrl", queues.uploadsDeadLetters.getQueueUrl());
    outputs.put("ResizeDeadLetterQueueUrl", queues.resizeDeadLetters.getQueueUrl());
    outputs.put("PhotoEventBus", photos.getEventBusName());
    outputs.put("RedriveFunction", redrive.aliasArn());
  }

  private void put(String key, String value) {
    // In a scope of their own, because a construct cannot share its path with the resource it is
    // called after.
    CfnOutput.Builder.create(scope, key).value(value).build().overrideLogicalId(key);
  }
}
