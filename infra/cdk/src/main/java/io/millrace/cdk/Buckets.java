// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.QueueConfigurationProperty;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The buckets. They stay when the stack is deleted; what failed is kept for two weeks. */
final class Buckets {

  /** Rejects and failed batches hold originals, which no place keeps longer than this. */
  private static final Duration ORIGINALS_KEPT = Duration.days(14);

  /** How long what was overwritten or deleted can be had back. */
  private static final Duration FORMER_VERSIONS_KEPT = Duration.days(30);

  final Bucket uploads;
  final Bucket renditions;
  final Bucket archive;
  final Bucket rejects;
  final Bucket failures;
  final Bucket reference;

  Buckets(Construct scope, Queues queues) {
    uploads = bucket(scope, "UploadsBucket", "uploads", List.of());
    announce(uploads, "uploads", queues.uploads);
    renditions = bucket(scope, "RenditionsBucket", "renditions", List.of());
    archive = bucket(scope, "ArchiveBucket", "archive", List.of());
    LifecycleRule expire =
        LifecycleRule.builder().id("originals-expire").expiration(ORIGINALS_KEPT).build();
    rejects = bucket(scope, "RejectsBucket", "rejects", List.of(expire));
    failures = bucket(scope, "FailuresBucket", "failures", List.of(expire));
    LifecycleRule former =
        LifecycleRule.builder()
            .id("former-versions-expire")
            .noncurrentVersionExpiration(FORMER_VERSIONS_KEPT)
            .build();
    reference = bucket(scope, "ReferenceBucket", "reference", List.of(former));
    ((CfnBucket) Objects.requireNonNull(reference.getNode().getDefaultChild()))
        .setVersioningConfiguration(
            CfnBucket.VersioningConfigurationProperty.builder().status("Enabled").build());
  }

  private static Bucket bucket(
      Construct scope, String id, String name, List<LifecycleRule> lifecycle) {
    return Bucket.Builder.create(scope, id)
        .bucketName(Names.inTheWorld(name))
        .encryption(BucketEncryption.S3_MANAGED)
        .enforceSsl(true)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .lifecycleRules(lifecycle)
        .removalPolicy(RemovalPolicy.RETAIN)
        .build();
  }

  /**
   * Sends every created object's notification to the queue.
   *
   * <p>By the bucket's own property, because CDK's way is a custom resource with code of its own.
   * S3 tries the queue when the property is set, so the queue's policy has to stand first; it names
   * the bucket by its name, not by reference, and so there is no cycle.
   */
  private static void announce(Bucket bucket, String name, Queue queue) {
    queue.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("UploadsBucketSends")
            .principals(List.of(new ServicePrincipal("s3.amazonaws.com")))
            .actions(List.of("sqs:SendMessage"))
            .resources(List.of(queue.getQueueArn()))
            .conditions(
                new TreeMap<>( // in an order, because the template is compared byte for byte
                    Map.of(
                        "ArnEquals", Map.of("aws:SourceArn", Names.bucketArn(name)),
                        "StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID))))
            .build());
    CfnBucket resource = (CfnBucket) Objects.requireNonNull(bucket.getNode().getDefaultChild());
    resource.setNotificationConfiguration(
        NotificationConfigurationProperty.builder()
            .queueConfigurations(
                List.of(
                    QueueConfigurationProperty.builder()
                        .event("s3:ObjectCreated:*")
                        .queue(queue.getQueueArn())
                        .build()))
            .build());
    resource.getNode().addDependency(queue.getNode().findChild("Policy"));
  }
}
