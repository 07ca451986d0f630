// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.millrace.local.gateway.Backend;
import io.millrace.local.gateway.Gateway;
import io.millrace.local.gateway.Service;
import io.millrace.local.gateway.Upstream;
import io.millrace.local.http.HttpReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Real clients before the real gateway; behind it everything answers with an empty success. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {
  private static final String POLICY =
      "{'Statement':[{'Effect':'Allow','Resource':'*','Action':["
          + "'s3:PutObject','s3:GetObject','dynamodb:PutItem','kinesis:PutRecord','sqs:ReceiveMessage']},"
          + "{'Effect':'Deny','Resource':'*/forbidden','Action':'*'}]}";

  private static final Map<String, String> CBOR =
      Map.of("content-type", "application/x-amz-cbor-1.1");
  private static final byte[] EMPTY_CBOR = {(byte) 0xA0};

  private final Keyring keys = new Keyring();
  private final Roles roles = new Roles();
  private final Authorizer authorizer = new Authorizer(roles);
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final Gateway gateway = Gateway.bind(0);
  private final SignedClients clients = new SignedClients(gateway.endpoint(), keys);
  private HttpServer engine;

  @BeforeAll
  void start() throws IOException {
    engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          int status = exchange.getRequestURI().getPath().endsWith("missing") ? 404 : 200;
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    engine.start();
    Upstream upstream =
        new Upstream(URI.create("http://127.0.0.1:" + engine.getAddress().getPort()));
    Map<Service, Backend> services = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      services.put(service, call -> call.reply(HttpReply.json(200, "{}")));
    }
    services.put(Service.KINESIS, call -> call.reply(new HttpReply(200, CBOR, EMPTY_CBOR)));
    services.put(Service.S3, upstream::forward);
    Guard.Admitted direct = (call, service, caller, operation, backend) -> backend.serve(call);
    gateway.start(
        services,
        new Guard(
            keys, authorizer, GuardTest::roleOf, id -> Optional.empty(), now::get, direct, direct));
  }

  @BeforeEach
  void policies() throws JsonProcessingException {
    now.set(Instant.now());
    roles.put(
        "f-role",
        List.of(PolicyDocument.of("p", new ObjectMapper().readTree(POLICY.replace('\'', '"')))));
  }

  @AfterAll
  void close() {
    gateway.close();
    engine.stop(0);
  }

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @CsvSource({
    "dynamodb,       nobody, UnrecognizedClientException, 400",
    "kinesis,        nobody, UnrecognizedClientException, 400",
    "lambda,         nobody, UnrecognizedClientException, 403",
    "sqs,            nobody, InvalidClientTokenId,        400",
    "cloudformation, nobody, InvalidClientTokenId,        403",
    "s3,             nobody, InvalidAccessKeyId,          403",
    "dynamodb,       fn-gone, UnrecognizedClientException, 400",
    "dynamodb,       thief, InvalidSignatureException,   400",
    "kinesis,        thief, InvalidSignatureException,   400",
    "lambda,         thief, InvalidSignatureException,   403",
    "sqs,            thief, SignatureDoesNotMatch,       400",
    "cloudformation, thief, SignatureDoesNotMatch,       403",
    "s3,             thief, SignatureDoesNotMatch,       403",
    "dynamodb,       fn-f,  AccessDeniedException,       400",
    "kinesis,        fn-f,  AccessDeniedException,       400",
    "lambda,         fn-f,  AccessDeniedException,       403",
    "sqs,            fn-f,  AccessDenied,                400",
    "cloudformation, fn-f,  AccessDenied,                403",
    "s3,             fn-f,  AccessDenied,                403",
    "s3,             poller-f, AccessDenied,             403",
  })
  void refusals_comeInTheServicesOwnShape(String service, String key, String code, int status) {
    assertThatThrownBy(() -> notGranted(service, key))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
            });
  }

  @ParameterizedTest
  @CsvSource({"dynamodb", "kinesis", "lambda", "sqs", "s3"})
  void user_mayDoWhatNoRoleGrants(String service) {
    notGranted(service, Keyring.USER_KEY);
    notGranted(service, Keyring.serviceKey("lambda"));
    notGranted(service, "fn-of-a-role-that-no-stack-has");
  }

  @Test
  void message_namesWhoWhatAndWhy() {
    assertThatThrownBy(() -> notGranted("dynamodb", "fn-f"))
        .hasMessageContaining(
            "User: arn:aws:sts::000000000000:assumed-role/f-role/f is not authorized to perform: dynamodb:GetItem"
                + " on resource: arn:aws:dynamodb:us-east-1:000000000000:table/t because no identity-based policy"
                + " allows the dynamodb:GetItem action");
    assertThatThrownBy(
            () ->
                clients
                    .s3("fn-f")
                    .putObject(r -> r.bucket("b").key("forbidden"), RequestBody.empty()))
        .hasMessageContaining("with an explicit deny in an identity-based policy");
  }

  @Test
  void grantedCalls_goThrough_inEveryKindOfSignature() throws Exception {
    clients
        .client(DynamoDbClient.builder(), "fn-f")
        .putItem(r -> r.tableName("t").item(Map.of("id", AttributeValue.fromS("1"))));
    clients
        .client(KinesisClient.builder(), "fn-f")
        .putRecord(r -> r.streamName("s").partitionKey("p").data(SdkBytes.fromUtf8String("x")));
    clients
        .client(SqsClient.builder(), "fn-f")
        .receiveMessage(r -> r.queueUrl(gateway.endpoint() + "/000000000000/q"));
    S3Client s3 = clients.s3("fn-f");
    s3.putObject(r -> r.bucket("b").key("a b+c/ü~*'()"), RequestBody.fromString("x"));
    s3.putObject(r -> r.bucket("b").key("large"), RequestBody.fromBytes(new byte[400 * 1024]));
    assertThat(SignedClients.get(clients.presigned(Duration.ofMinutes(1)))).isEqualTo(200);
  }

  @Test
  void presignedUrl_expires_andCannotBeChanged() throws Exception {
    URI url = clients.presigned(Duration.ofMinutes(1));
    assertThat(SignedClients.get(URI.create(url.toString().replace("/b/k", "/b/other"))))
        .isEqualTo(403);
    now.set(Instant.now().plusSeconds(90));
    assertThat(SignedClients.get(url)).isEqualTo(403);
  }

  @Test
  void unsignedRequest_isRefused() throws Exception {
    assertThat(SignedClients.get(URI.create(gateway.endpoint() + "/b/k"))).isEqualTo(403);
  }

  @Test
  void urlOfAnOlderSignature_isRefused_asSuch() throws Exception {
    String query = "?AWSAccessKeyId=" + Keyring.USER_KEY + "&Signature=x&Expires=1";
    assertThat(SignedClients.get(URI.create(gateway.endpoint() + "/b/k" + query))).isEqualTo(400);
  }

  @ParameterizedTest(name = "{0} {1} minutes off: {2}")
  @CsvSource({
    "s3, 14, ''",
    "s3, -14, ''",
    "s3, 16, RequestTimeTooSkewed",
    "s3, -16, RequestTimeTooSkewed",
    "dynamodb, 4, ''",
    "dynamodb, 6, InvalidSignatureException",
    "sqs, -6, SignatureDoesNotMatch"
  })
  void clockThatIsOff_isToleratedToAPoint(String service, int minutes, String code) {
    now.set(Instant.now().plus(Duration.ofMinutes(minutes)));
    if (code.isEmpty()) {
      notGranted(service, Keyring.USER_KEY);
    } else {
      assertThatThrownBy(() -> notGranted(service, Keyring.USER_KEY))
          .isInstanceOfSatisfying(
              AwsServiceException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
  }

  @Test
  void missingObject_isForbidden_toWhoMayNotList() {
    assertThatThrownBy(() -> clients.s3("fn-f").getObject(r -> r.bucket("b").key("missing")))
        .hasMessageContaining("is not authorized to perform: s3:ListBucket");
    assertThatThrownBy(
            () -> clients.s3(Keyring.USER_KEY).getObject(r -> r.bucket("b").key("missing")))
        .isInstanceOfSatisfying(
            AwsServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
  }

  @Test
  void grantsAreRemembered_eachOnce() {
    for (int i = 0; i < 3; i++) {
      clients
          .client(SqsClient.builder(), "poller-f")
          .receiveMessage(r -> r.queueUrl(gateway.endpoint() + "/000000000000/once"));
    }
    assertThat(authorizer.grants().all())
        .filteredOn(grant -> grant.resource().endsWith(":once"))
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.role()).isEqualTo("f-role");
              assertThat(grant.action()).isEqualTo("sqs:ReceiveMessage");
              assertThat(grant.context()).containsEntry("aws:securetransport", "true");
            });
  }

  @Test
  void everyFunction_hasASecretOfItsOwn_andAnotherInEveryRun() {
    assertThat(keys.secretOf("fn-a")).isNotEqualTo(keys.secretOf("fn-b"));
    assertThat(keys.secretOf("fn-a")).isNotEqualTo(new Keyring().secretOf("fn-a"));
  }

  /** A call that the policy of f does not allow. */
  private void notGranted(String service, String key) {
    switch (service) {
      case "dynamodb" ->
          clients
              .client(DynamoDbClient.builder(), key)
              .getItem(r -> r.tableName("t").key(Map.of("id", AttributeValue.fromS("1"))));
      case "kinesis" -> clients.client(KinesisClient.builder(), key).describeLimits();
      case "lambda" ->
          clients.client(LambdaClient.builder(), key).getFunction(r -> r.functionName("f"));
      case "sqs" ->
          clients
              .client(SqsClient.builder(), key)
              .purgeQueue(r -> r.queueUrl(gateway.endpoint() + "/000000000000/q"));
      case "cloudformation" -> clients.client(CloudFormationClient.builder(), key).describeStacks();
      default -> clients.s3(key).deleteObject(r -> r.bucket("b").key("k"));
    }
  }

  private static Optional<String> roleOf(String function) {
    return function.equals("gone")
        ? Optional.empty()
        : Optional.of("arn:aws:iam::000000000000:role/" + function + "-role");
  }
}
