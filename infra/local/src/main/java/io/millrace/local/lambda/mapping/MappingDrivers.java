// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the driver that suits a mapping's source. */
public final class MappingDrivers {
  /** Kinesis is polled once a second and shard, DynamoDB four times. [with-kinesis, with-ddb] */
  private static final Duration KINESIS_POLL = Duration.ofSeconds(1);

  private static final Duration DYNAMODB_POLL = Duration.ofMillis(250);

  private final SourceClients serviceClients;
  private final BiFunction<String, Map<String, AttributeValue>, OptionalLong> writeTimes;
  private final Activity activity;

  /**
   * The drivers of one service.
   *
   * @param writeTimes the true time of a write by table and key, epoch milliseconds
   */
  public MappingDrivers(
      SourceClients clients,
      BiFunction<String, Map<String, AttributeValue>, OptionalLong> writeTimes,
      Activity activity) {
    this.serviceClients = clients;
    this.writeTimes = writeTimes;
    this.activity = activity;
  }

  /**
   * A driver, not started.
   *
   * @param environments of the function, at most
   */
  public MappingDriver driver(
      MappingIdentity mapping,
      MappingSettings settings,
      FunctionInvoker function,
      int environments,
      CheckpointStore checkpoints) {
    String functionArn = mapping.functionArn();
    SourceClients clients =
        serviceClients.onBehalfOf(functionArn.substring(functionArn.lastIndexOf(':') + 1));
    MappingNumbers numbers = new MappingNumbers();
    InstantSource clock = InstantSource.system();
    return switch (mapping.kind()) {
      case SQS ->
          new SqsMapping(
              new SqsContext(
                  mapping,
                  settings,
                  new SqsQueueReader(clients.sqs(), mapping),
                  function,
                  activity,
                  numbers,
                  clock,
                  environments));
      case KINESIS ->
          stream(
              clients,
              mapping,
              settings,
              new KinesisShardReader(clients.kinesis(), mapping),
              function,
              checkpoints,
              numbers,
              clock,
              KINESIS_POLL);
      case DYNAMODB ->
          stream(
              clients,
              mapping,
              settings,
              new DynamoShardReader(clients.streams(), mapping, writeTimes::apply),
              function,
              checkpoints,
              numbers,
              clock,
              DYNAMODB_POLL);
    };
  }

  private MappingDriver stream(
      SourceClients clients,
      MappingIdentity mapping,
      MappingSettings settings,
      ShardReader reader,
      FunctionInvoker function,
      CheckpointStore checkpoints,
      MappingNumbers numbers,
      InstantSource clock,
      Duration poll) {
    FailureDestination destination =
        FailureDestinations.of(settings.failureDestination(), clients.s3(), clients.sqs());
    return new StreamMapping(
        new StreamContext(
            mapping,
            settings,
            reader,
            function,
            destination,
            checkpoints,
            activity,
            numbers,
            clock,
            poll));
  }
}
