// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.access.Authorizer;
import io.millrace.local.access.Guard;
import io.millrace.local.access.Keyring;
import io.millrace.local.access.Roles;
import io.millrace.local.gateway.Backend;
import io.millrace.local.gateway.Gateway;
import io.millrace.local.gateway.Service;
import io.millrace.local.http.HttpReply;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Each kind of fault, as a real client without retries meets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
  private final Keyring keys = new Keyring();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final Faults faults = new Faults(pauses::add);
  private final AtomicInteger served = new AtomicInteger();
  private final Gateway gateway = Gateway.bind(0);

  @BeforeAll
  void start() {
    Map<Service, Backend> services = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      services.put(
          service,
          call -> {
            call.body();
            served.incrementAndGet();
            call.reply(HttpReply.json(200, "{}"));
          });
    }
    Guard.Admitted direct = (call, service, caller, operation, backend) -> backend.serve(call);
    gateway.start(
        services,
        new Guard(
            keys,
            new Authorizer(new Roles()),
            name -> Optional.empty(),
            id -> Optional.empty(),
            InstantSource.system(),
            faults.before(direct),
            direct));
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @BeforeEach
  void clear() {
    faults.clear();
    pauses.clear();
    served.set(0);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "throttle, dynamodb,       ProvisionedThroughputExceededException, 400",
    "throttle, streams,        LimitExceededException,                 400",
    "throttle, kinesis,        ProvisionedThroughputExceededException, 400",
    "throttle, s3,             SlowDown,                               503",
    "throttle, sqs,            RequestThrottled,                       400",
    "throttle, lambda,         TooManyRequestsException,               429",
    "throttle, eventbridge,    ThrottlingException,                    400",
    "throttle, cloudformation, Throttling,                             400",
    "error,    dynamodb,       InternalServerError,                    500",
    "error,    kinesis,        InternalFailure,                        500",
    "error,    s3,             InternalError,                          500",
    "error,    sqs,            InternalFailure,                        500",
    "error,    lambda,         ServiceException,                       500",
  })
  void throttlingAndInternalErrors_areTheServicesOwn(
      String kind, String service, String code, int status) {
    faults.add(
        FaultRule.of(FaultKind.of(kind), service.equals("streams") ? "dynamodb" : service, null));
    assertThatThrownBy(() -> call(service))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
            });
    assertThat(served).hasValue(0);
  }

  @Test
  void ruleOfTheFirstCalls_letsLaterOnesThrough_andCountsBoth() {
    faults.add(FaultRule.of(FaultKind.THROTTLE, "dynamodb", "ListTables").onFirst(2));
    assertThatThrownBy(() -> call("dynamodb")).isInstanceOf(AwsServiceException.class);
    assertThatThrownBy(() -> call("dynamodb")).isInstanceOf(AwsServiceException.class);
    call("dynamodb");
    call("lambda");
    assertThat(served).hasValue(2);
    assertThat(faults.all())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.seen()).isEqualTo(3);
              assertThat(rule.hit()).isEqualTo(2);
            });
  }

  @Test
  void latency_waits_andThenServes() {
    faults.add(new FaultRule(FaultKind.LATENCY, "dynamodb", null, null, null, null, null, 250, 0));
    call("dynamodb");
    assertThat(pauses).containsExactly(Duration.ofMillis(250));
    assertThat(served).hasValue(1);
  }

  @Test
  void reset_breaksTheConnection_andNothingIsDone() {
    faults.add(FaultRule.of(FaultKind.RESET, "dynamodb", null));
    assertThatThrownBy(() -> call("dynamodb")).isInstanceOf(SdkClientException.class);
    assertThat(served).hasValue(0);
  }

  @Test
  void lostAnswer_breaksTheConnection_whenAllIsDone() {
    faults.add(FaultRule.of(FaultKind.LOST_ANSWER, "dynamodb", null));
    assertThatThrownBy(() -> call("dynamodb")).isInstanceOf(SdkClientException.class);
    assertThat(served).hasValue(1);
  }

  @Test
  void removedRule_isNoLongerInForce() {
    String id = faults.add(FaultRule.of(FaultKind.RESET, null, null));
    assertThat(faults.remove(id)).isTrue();
    assertThat(faults.remove(id)).isFalse();
    call("dynamodb");
  }

  @Test
  void events_areSentTwice_orLate_orAsEver() throws IOException {
    List<String> sent = new ArrayList<>();
    FaultyEvents events =
        new FaultyEvents(
            (queue, body, trace) -> sent.add(body),
            (queue, body, trace, delay) -> sent.add(body + " after " + delay),
            faults);
    faults.add(FaultRule.of(FaultKind.DUPLICATE_EVENT, "s3", null).onFirst(1));
    faults.add(new FaultRule(FaultKind.DELAY_EVENT, null, null, null, 1, null, null, 7_000, 0));
    for (String body : List.of("a", "b", "c")) {
      events.send("queue", body, Optional.empty());
    }
    assertThat(sent).containsExactly("a", "a", "b after PT7S", "c");
  }

  private void call(String service) {
    switch (service) {
      case "dynamodb" -> client(DynamoDbClient.builder()).listTables();
      case "streams" ->
          client(DynamoDbStreamsClient.builder()).getRecords(r -> r.shardIterator("x"));
      case "kinesis" -> client(KinesisClient.builder()).listStreams();
      case "s3" -> client(S3Client.builder().forcePathStyle(true)).listBuckets();
      case "sqs" -> client(SqsClient.builder()).listQueues();
      case "lambda" -> client(LambdaClient.builder()).listFunctions();
      case "eventbridge" -> client(EventBridgeClient.builder()).listEventBuses(r -> {});
      default -> client(CloudFormationClient.builder()).describeStacks();
    }
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(gateway.endpoint())
        .region(Region.US_EAST_1)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Keyring.USER_KEY, Keyring.USER_SECRET)))
        .build();
  }
}
