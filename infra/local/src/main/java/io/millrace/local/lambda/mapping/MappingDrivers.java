// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** Makes the driver that suits a mapping's source. */
public final class MappingDrivers {

  private final SourceClients serviceClients;
  private final BiFunction<String, Map<String, JsonNode>, OptionalLong> writeTimes;
  private final Activity activity;

  /**
   * The drivers of one service.
   *
   * @param writeTimes the true time of a write by table and key, epoch milliseconds
   */
  public MappingDrivers(
      SourceClients clients,
      BiFunction<String, Map<String, JsonNode>, OptionalLong> writeTimes,
      Activity activity) {
    this.serviceClients = clients;
    this.writeTimes = writeTimes;
    this.activity = activity;
  }

  /**
   * A driver, not started.
   *
   * @param environments of the function, at most
   * @param observer is told what the mapping does
   */
  public MappingDriver driver(
      MappingIdentity mapping,
      MappingSettings settings,
      FunctionInvoker function,
      int environments,
      CheckpointStore checkpoints,
      MappingObserver observer) {
    SourceClients clients = serviceClients.onBehalfOf(mapping.functionName());
    MappingNumbers numbers = new MappingNumbers(observer);
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
              KinesisShardReader.POLL_INTERVAL);
      case DYNAMODB ->
          stream(
              clients,
              mapping,
              settings,
              new DynamoShardReader(
                  clients.streams(), clients.getRecords(), mapping, writeTimes::apply, clock),
              function,
              checkpoints,
              numbers,
              clock,
              DynamoShardReader.POLL_INTERVAL);
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
