// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.MetricsConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.OnFailureProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.ScalingConfigProperty;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * The event source mappings. As plain resources: CDK's event sources grant the function more than
 * it needs.
 *
 * <p>Every stream is read from its horizon, so that a mapping made late misses nothing, and every
 * mapping has an end: a dead-letter queue on the queue or a bucket for the batch.
 */
final class Mappings {

  private static final int DAY_SECONDS = 86_400;
  private static final int TUMBLING_WINDOW_SECONDS = 60;

  /** What the aggregator's limits are made for: more changes of a batch would be more memory. */
  private static final int MOST_CHANGES = 1_000;

  private Mappings() {}

  static void queue(
      Construct scope, String id, Queue queue, Release release, Number batch, Number concurrency) {
    CfnEventSourceMapping mapping =
        base(scope, id, queue.getQueueArn(), release).batchSize(batch).build();
    mapping.setMaximumBatchingWindowInSeconds(0);
    mapping.setScalingConfig(
        ScalingConfigProperty.builder().maximumConcurrency(concurrency).build());
  }

  static void kinesis(
      Construct scope,
      String id,
      Stream stream,
      Release release,
      Bucket failures,
      Settings settings) {
    CfnEventSourceMapping mapping =
        stream(scope, id, stream.getStreamArn(), release, failures)
            .batchSize(settings.batchSize(100, Settings.MOST_OF_A_STREAM))
            .build();
    mapping.setMaximumBatchingWindowInSeconds(
        // Lambda reads a shard once a second: that gathers a second of records by itself.
        settings.windowSeconds(0, Settings.LONGEST_WINDOW_SECONDS));
    mapping.setMaximumRetryAttempts(10);
    mapping.setMaximumRecordAgeInSeconds(DAY_SECONDS);
    mapping.setParallelizationFactor(settings.parallelization(1));
  }

  /**
   * The tumbling window makes Lambda name the shard in each event, which the aggregator keys its
   * marks by. No state is carried in it. One lane per shard, because marks are stretches of one
   * ascending sequence. A batch ends with its tumbling window, so to gather longer has no meaning.
   */
  static void aggregate(
      Construct scope,
      String id,
      Table records,
      Release release,
      Bucket failures,
      Settings settings) {
    CfnEventSourceMapping mapping =
        stream(scope, id, Allow.stream(records), release, failures)
            .batchSize(settings.batchSize(1000, MOST_CHANGES))
            .build();
    mapping.setMaximumBatchingWindowInSeconds(settings.windowSeconds(1, TUMBLING_WINDOW_SECONDS));
    mapping.setTumblingWindowInSeconds(TUMBLING_WINDOW_SECONDS);
    mapping.setMaximumRetryAttempts(20);
    mapping.setParallelizationFactor(1);
  }

  /** Each batch is an object of the archive, so the price of a short wait are many small ones. */
  static void publish(
      Construct scope,
      String id,
      Table records,
      Release release,
      Bucket failures,
      Settings settings) {
    CfnEventSourceMapping mapping =
        stream(scope, id, Allow.stream(records), release, failures)
            .batchSize(settings.batchSize(1000, Settings.MOST_OF_A_STREAM))
            .build();
    mapping.setMaximumBatchingWindowInSeconds(
        settings.windowSeconds(5, Settings.LONGEST_WINDOW_SECONDS));
    mapping.setMaximumRetryAttempts(20);
  }

  private static CfnEventSourceMapping.Builder stream(
      Construct scope, String id, String source, Release release, Bucket failures) {
    return base(scope, id, source, release)
        .startingPosition("TRIM_HORIZON")
        .bisectBatchOnFunctionError(true)
        .destinationConfig(
            DestinationConfigProperty.builder()
                .onFailure(OnFailureProperty.builder().destination(failures.getBucketArn()).build())
                .build());
  }

  private static CfnEventSourceMapping.Builder base(
      Construct scope, String id, String source, Release release) {
    return CfnEventSourceMapping.Builder.create(scope, id)
        .eventSourceArn(source)
        .functionName(release.aliasArn())
        // What came, failed and was given up, counted by Lambda: alarms need it.
        .metricsConfig(MetricsConfigProperty.builder().metrics(List.of("EventCount")).build())
        .functionResponseTypes(List.of("ReportBatchItemFailures"));
  }
}
