// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.ArrayList;
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
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The buckets. They stay when the stack is deleted; what failed is kept for two weeks. */
final class Buckets {

  /** Rejects and failed batches hold originals, which no place keeps longer than this. */
  private static final Duration ORIGINALS_KEPT = Duration.days(14);

  /** What the deployment hook uploads to try a version begins so, and is of no use afterwards. */
  static final String SYNTHETIC = "synthetic/";

  private static final Duration SYNTHETIC_KEPT = Duration.days(1);

  /** Who asked for an object is asked for within this time, if at all. */
  private static final Duration ACCESS_LOGS_KEPT = Duration.days(90);

  /** How long what was overwritten or deleted can be had back. */
  private static final Duration FORMER_VERSIONS_KEPT = Duration.days(30);

  /** What is left of an upload in parts that nobody will complete. */
  private static final Duration PARTS_KEPT = Duration.days(7);

  /** From then on an object costs what its use is worth. */
  private static final Duration TIERED_AFTER = Duration.days(30);

  private static final double LEAST_TLS = 1.2;

  private static final String ACCESS_LOGS = "access-logs";

  final Bucket uploads;
  final Bucket renditions;
  final Bucket archive;
  final Bucket rejects;
  final Bucket failures;
  final Bucket reference;

  private final Bucket accessLogs;

  Buckets(Construct scope, Queues queues) {
    accessLogs =
        create(
            scope,
            "AccessLogsBucket",
            ACCESS_LOGS,
            false,
            expire("access-logs-expire", ACCESS_LOGS_KEPT));
    uploads = bucket(scope, "UploadsBucket", "uploads", true, tier(), synthetic());
    announce(uploads, "uploads", queues.uploads);
    renditions = bucket(scope, "RenditionsBucket", "renditions", false);
    archive = bucket(scope, "ArchiveBucket", "archive", true, tier());
    // Without versions: what is deleted there shall be gone.
    LifecycleRule expire = expire("originals-expire", ORIGINALS_KEPT);
    rejects = bucket(scope, "RejectsBucket", "rejects", false, expire);
    failures = bucket(scope, "FailuresBucket", "failures", false, expire);
    reference = bucket(scope, "ReferenceBucket", "reference", true);
  }

  private static LifecycleRule expire(String id, Duration kept) {
    return LifecycleRule.builder().id(id).expiration(kept).build();
  }

  private static LifecycleRule synthetic() {
    return LifecycleRule.builder()
        .id("synthetic-expire")
        .prefix(SYNTHETIC)
        .expiration(SYNTHETIC_KEPT)
        .build();
  }

  private static LifecycleRule tier() {
    return LifecycleRule.builder()
        .id("cost-by-use")
        .transitions(
            List.of(
                Transition.builder()
                    .storageClass(StorageClass.INTELLIGENT_TIERING)
                    .transitionAfter(TIERED_AFTER)
                    .build()))
        .build();
  }

  private Bucket bucket(
      Construct scope, String id, String name, boolean versioned, LifecycleRule... own) {
    Bucket bucket = create(scope, id, name, versioned, own);
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

  /**
   * @param versioned whether what is overwritten or deleted can be had back for a while
   * @param own rules before those of every bucket
   */
  private static Bucket create(
      Construct scope, String id, String name, boolean versioned, LifecycleRule... own) {
    List<LifecycleRule> rules = new ArrayList<>(List.of(own));
    rules.add(
        LifecycleRule.builder()
            .id("parts-expire")
            .abortIncompleteMultipartUploadAfter(PARTS_KEPT)
            .build());
    if (versioned) {
      rules.add(
          LifecycleRule.builder()
              .id("former-versions-expire")
              .noncurrentVersionExpiration(FORMER_VERSIONS_KEPT)
              .expiredObjectDeleteMarker(true)
              .build());
    }
    return Bucket.Builder.create(scope, id)
        .bucketName(Names.inTheWorld(name))
        .encryption(BucketEncryption.S3_MANAGED)
        .enforceSsl(true)
        .minimumTlsVersion(LEAST_TLS)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .versioned(versioned)
        .lifecycleRules(rules)
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
