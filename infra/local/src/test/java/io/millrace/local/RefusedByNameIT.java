// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.local.conformance.Honoured;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What is not here says so by name, wherever one asks for it, in the service's own error. */
class RefusedByNameIT {
  private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:t";
  private static final String STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
  private static final FunctionCode CODE =
      FunctionCode.builder().zipFile(SdkBytes.fromUtf8String("never run")).build();

  @TempDir private static Path directory;
  private static LocalCloud cloud;
  private static Map<String, Runnable> asks;

  @BeforeAll
  static void start() {
    cloud = LocalCloud.start(TestClouds.withoutTables(directory));
    URI endpoint = cloud.endpoint();
    S3Client s3 = TestClouds.client(S3Client.builder().forcePathStyle(true), endpoint);
    SqsClient sqs = TestClouds.client(SqsClient.builder(), endpoint);
    KinesisClient kinesis = TestClouds.client(KinesisClient.builder(), endpoint);
    LambdaClient lambda = TestClouds.client(LambdaClient.builder(), endpoint);
    s3.createBucket(r -> r.bucket("any"));
    kinesis.createStream(r -> r.streamName("s").shardCount(1));
    create(lambda, "f", r -> r.code(CODE).timeout(3));
    sqs.createQueue(
        r -> r.queueName("hasty").attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "2")));
    asks =
        Map.of(
            "CreateQueue",
            () ->
                sqs.createQueue(
                    r ->
                        r.queueName("q.fifo")
                            .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true"))),
            "mapping of a FIFO queue",
            () ->
                lambda.createEventSourceMapping(
                    r ->
                        r.functionName("f")
                            .eventSourceArn("arn:aws:sqs:us-east-1:000000000000:q.fifo")),
            "mapping of a hasty queue",
            () ->
                lambda.createEventSourceMapping(
                    r ->
                        r.functionName("f")
                            .eventSourceArn("arn:aws:sqs:us-east-1:000000000000:hasty")),
            "RegisterStreamConsumer",
            () -> kinesis.registerStreamConsumer(r -> r.streamARN(STREAM).consumerName("c")),
            "mapping of a consumer",
            () ->
                lambda.createEventSourceMapping(
                    r ->
                        r.functionName("f")
                            .startingPosition(EventSourcePosition.LATEST)
                            .eventSourceArn(STREAM + "/consumer/c:1")),
            "destination of a mapping",
            () ->
                lambda.createEventSourceMapping(
                    r ->
                        r.functionName("f")
                            .startingPosition(EventSourcePosition.LATEST)
                            .eventSourceArn(STREAM)
                            .destinationConfig(d -> d.onFailure(f -> f.destination(TOPIC)))),
            "dead-letter topic",
            () -> create(lambda, "g", r -> r.code(CODE).deadLetterConfig(d -> d.targetArn(TOPIC))),
            "S3 notification",
            () ->
                s3.putBucketNotificationConfiguration(
                    r ->
                        r.bucket("any")
                            .notificationConfiguration(
                                n ->
                                    n.topicConfigurations(
                                        List.of(
                                            TopicConfiguration.builder()
                                                .topicArn(TOPIC)
                                                .events(Event.S3_OBJECT_CREATED_PUT)
                                                .build())))),
            "CapacityProviderConfig",
            () ->
                create(
                    lambda,
                    "g",
                    r ->
                        r.code(CODE)
                            .capacityProviderConfig(
                                c ->
                                    c.lambdaManagedInstancesCapacityProviderConfig(
                                        m ->
                                            m.capacityProviderArn("arn")
                                                .perExecutionEnvironmentMaxConcurrency(9)))),
            "hot-reload",
            () ->
                create(lambda, "g", r -> r.code(c -> c.s3Bucket("hot-reload").s3Key("/home/me"))));
  }

  private static void create(
      LambdaClient lambda, String name, Consumer<CreateFunctionRequest.Builder> more) {
    lambda.createFunction(
        r -> {
          r.functionName(name).handler("h").runtime("java25");
          r.role("arn:aws:iam::000000000000:role/any");
          more.accept(r);
        });
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CreateQueue              | AWS.SimpleQueueService.UnsupportedOperation | FIFO queues are not supported by the local cloud",
        "mapping of a FIFO queue  | InvalidParameterValueException | FIFO queues are not supported by the local cloud",
        "mapping of a hasty queue | InvalidParameterValueException | Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds",
        "RegisterStreamConsumer   | UnknownOperationException      | enhanced fan-out, which the local cloud does not support",
        "mapping of a consumer    | InvalidParameterValueException | enhanced fan-out is not supported by the local cloud",
        "destination of a mapping | InvalidParameterValueException | arn:aws:sns:us-east-1:000000000000:t",
        "dead-letter topic        | InvalidParameterValueException | arn:aws:sns:us-east-1:000000000000:t is not supported by the local cloud",
        "S3 notification          | NotImplemented                 | TopicConfiguration",
        "CapacityProviderConfig   | InvalidParameterValueException | multi-concurrency (Lambda Managed Instances) is not supported by the local cloud",
        "hot-reload               | InvalidParameterValueException | hot swap of code",
      })
  @Rule(
      of = Subject.FUNCTION,
      property = "Multi-concurrency",
      page = "lambda-managed-instances",
      says = "An environment of a managed instance runs several invocations at a time.",
      honoured = Honoured.REFUSED)
  @Rule(
      of = Subject.QUEUE,
      property = "Visibility timeout",
      page = "services-sqs-configure",
      says =
          "A mapping is refused when its queue hides messages for less than the function's timeout.")
  void request_isRefusedWithTheNameOfWhatIsNotHere(String ask, String code, String message) {
    AwsServiceException refused =
        catchThrowableOfType(AwsServiceException.class, Objects.requireNonNull(asks.get(ask))::run);

    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refused.awsErrorDetails().errorMessage()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'T':{'Type':'AWS::StepFunctions::StateMachine'} | AWS::StepFunctions::StateMachine",
        "'A':{'Type':'AWS::ApiGatewayV2::Api'} | AWS::ApiGatewayV2::Api",
        "'C':{'Type':'AWS::Kinesis::StreamConsumer'} | AWS::Kinesis::StreamConsumer",
        "'P':{'Type':'AWS::Lambda::CapacityProvider'} | AWS::Lambda::CapacityProvider",
        "'Q':{'Type':'AWS::SQS::Queue','Properties':{'FifoQueue':true}} | the property FifoQueue",
        "'B':{'Type':'AWS::S3::Bucket','Properties':{'NotificationConfiguration':"
            + "{'TopicConfigurations':[{'Topic':'t'}]}}} | NotificationConfiguration.TopicConfigurations",
        "'F':{'Type':'AWS::Lambda::Function','Properties':{'CapacityProviderConfig':{}}} | the property CapacityProviderConfig",
        "'F':{'Type':'AWS::Lambda::Function','Properties':{'DeadLetterConfig':{'Other':1}}} | DeadLetterConfig.Other",
        "'E':{'Type':'AWS::Lambda::EventInvokeConfig','Properties':{'Other':1}} | the property Other",
      })
  void template_isRefusedWithTheNameOfWhatIsNotHere(String resource, String name) {
    String template = "{\"Resources\":{" + resource.replace('\'', '"') + "}}";
    try (CloudFormationClient formation =
        TestClouds.client(CloudFormationClient.builder(), cloud.endpoint())) {
      AwsServiceException refused =
          catchThrowableOfType(
              AwsServiceException.class,
              () -> formation.createStack(r -> r.stackName("no").templateBody(template)));

      assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
      assertThat(refused.awsErrorDetails().errorMessage()).contains(name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sns         | /        | Action=CreateTopic&Version=2010-03-31&Name=t | <Code>InvalidAction</Code><Message>SNS (topics and subscriptions) is not supported",
        "''          | /        | Action=Publish&Version=2010-03-31 | <Code>InvalidAction</Code><Message>SNS (topics and subscriptions) is not supported",
        "apigateway  | /v2/apis | {\"name\":\"a\",\"protocolType\":\"HTTP\"} | \"message\":\"HTTP APIs (API Gateway) are not supported",
        "execute-api | /prod/x  | {} | \"message\":\"HTTP APIs (API Gateway) are not supported",
        "iam         | /        | Action=ListUsers&Version=2010-05-08 | <Message>the service 'iam' is not supported",
      })
  void service_isRefusedByName_inItsOwnShape(String scope, String path, String body, String error)
      throws IOException, InterruptedException {
    boolean form = body.startsWith("Action");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(cloud.endpoint().resolve(path))
            .header("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!scope.isEmpty()) {
      request.header(
          "Authorization",
          "AWS4-HMAC-SHA256 Credential=millrace/20261123/us-east-1/"
              + scope
              + "/aws4_request, SignedHeaders=host, Signature=0");
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(501);
      assertThat(answer.body()).contains(error);
      assertThat(answer.headers().firstValue("x-amzn-errortype").isPresent()).isEqualTo(!form);
      assertThat(answer.headers().firstValue("content-type"))
          .contains(form ? "text/xml" : "application/json");
    }
  }
}
