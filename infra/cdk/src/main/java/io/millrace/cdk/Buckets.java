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
import software.amazon.awscdk.services.s3.CfnBucket.LoggingConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.PartitionedPrefixProperty;
import software.amazon.awscdk.services.s3.CfnBucket.QueueConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.TargetObjectKeyFormatProperty;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The buckets. They stay when the stack is deleted; what failed is kept for two weeks. */
final class Buckets {

  /** Rejects and failed batches hold originals, which no place keeps longer than this. */
  private static final Duration ORIGINALS_KEPT = Duration.days(14);

  /** Who asked for an object is asked for within this time, if at all. */
  private static final Duration ACCESS_LOGS_KEPT = Duration.days(90);

  private static final String ACCESS_LOGS = "access-logs";

  final Bucket uploads;
  final Bucket renditions;
  final Bucket archive;
  final Bucket rejects;
  final Bucket failures;

  private final Bucket accessLogs;

  Buckets(Construct scope, Queues queues) {
    accessLogs =
        create(
            scope,
            "AccessLogsBucket",
            ACCESS_LOGS,
            List.of(expire("access-logs-expire", ACCESS_LOGS_KEPT)));
    uploads = bucket(scope, "UploadsBucket", "uploads", List.of());
    announce(uploads, "uploads", queues.uploads);
    renditions = bucket(scope, "RenditionsBucket", "renditions", List.of());
    archive = bucket(scope, "ArchiveBucket", "archive", List.of());
    List<LifecycleRule> expire = List.of(expire("originals-expire", ORIGINALS_KEPT));
    rejects = bucket(scope, "RejectsBucket", "rejects", expire);
    failures = bucket(scope, "FailuresBucket", "failures", expire);
  }

  private static LifecycleRule expire(String id, Duration kept) {
    return LifecycleRule.builder().id(id).expiration(kept).build();
  }

  private Bucket bucket(Construct scope, String id, String name, List<LifecycleRule> lifecycle) {
    Bucket bucket = create(scope, id, name, lifecycle);
    logAccess(bucket, name);
    return bucket;
  }

  /**
   * Server access logs, by the day of the event. By the bucket's own property: CDK's way grants by
   * an access control list, which a bucket of ours does not have.
   */
  private void logAccess(Bucket bucket, String name) {
    accessLogs.addToResourcePolicy(
        sends(name)
            .sid(bucket.getNode().getId() + "Logs")
            .principals(List.of(new ServicePrincipal("logging.s3.amazonaws.com")))
            .actions(List.of("s3:PutObject"))
            .resources(List.of(accessLogs.arnForObjects(name + "/*")))
            .build());
    CfnBucket resource = resource(bucket);
    resource.setLoggingConfiguration(
        LoggingConfigurationProperty.builder()
            .destinationBucketName(accessLogs.getBucketName())
            .logFilePrefix(name + "/")
            .targetObjectKeyFormat(
                TargetObjectKeyFormatProperty.builder()
                    .partitionedPrefix(
                        PartitionedPrefixProperty.builder()
                            .partitionDateSource("EventTime")
                            .build())
                    .build())
            .build());
    resource.getNode().addDependency(accessLogs.getNode().findChild("Policy"));
  }

  private static Bucket create(
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
        sends(name)
            .sid("UploadsBucketSends")
            .principals(List.of(new ServicePrincipal("s3.amazonaws.com")))
            .actions(List.of("sqs:SendMessage"))
            .resources(List.of(queue.getQueueArn()))
            .build());
    CfnBucket resource = resource(bucket);
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

  /** A statement for the service, when it acts for this bucket of this account. */
  private static PolicyStatement.Builder sends(String bucket) {
    return PolicyStatement.Builder.create()
        .conditions(
            new TreeMap<>( // in an order, because the template is compared byte for byte
                Map.of(
                    "ArnEquals", Map.of("aws:SourceArn", Names.bucketArn(bucket)),
                    "StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID))));
  }

  private static CfnBucket resource(Bucket bucket) {
    return (CfnBucket) Objects.requireNonNull(bucket.getNode().getDefaultChild());
  }
}
