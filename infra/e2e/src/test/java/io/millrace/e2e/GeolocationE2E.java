// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import io.millrace.local.LocalCloud;
import io.millrace.local.LocalCloudConfig;
import io.millrace.local.access.AccessReport;
import io.millrace.local.access.LeastPrivilege;
import io.millrace.local.access.LeastPrivilege.Verdict;
import io.millrace.shared.reference.GeolocationPointer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.waiters.CloudFormationWaiter;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The refresh of the geolocation database from a provider on the loopback interface, as the
 * template deploys it when it is asked for: the deployed jars, each under its own role. A cloud of
 * its own without tables, because no test beside it has the refresh, and of the template only what
 * the refresh and enrich's look at the pointer need.
 */
final class GeolocationE2E {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path HOME = Path.of(System.getProperty("millrace.home"));

  private static final BackoffStrategy LOOK =
      BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(200));

  private static final int MOST_LOOKS = 600;

  /** Beside all of Geolocation. */
  private static final Set<String> NEEDED =
      Set.of(
          "AccessLogsBucket",
          "AccessLogsBucketPolicy",
          "EnrichFunction",
          "EnrichFunctionLogs",
          "EnrichFunctionRole",
          "ReferenceBucket",
          "ReferenceBucketPolicy",
          "SchedulesDeadLetterQueue",
          "SchedulesDeadLetterQueuePolicy");

  @TempDir(cleanup = CleanupMode.NEVER) // its files are open until the cloud is closed
  private Path directory;

  private LocalCloud cloud;
  private HttpServer provider;

  @BeforeEach
  void start() throws IOException {
    cloud =
        LocalCloud.start(
            new LocalCloudConfig(
                0,
                Optional.empty(),
                directory.resolve("work"),
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:1")),
                Path.of(System.getProperty("java.home")),
                1));
    byte[] database =
        Files.readAllBytes(
            HOME.resolve("enrich/src/main/resources/io/millrace/enrich/sample.mmdb"));
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/city.mmdb", database);
    serve(
        "/city.mmdb.sha256", (sha256(database) + "  city.mmdb\n").getBytes(StandardCharsets.UTF_8));
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
    cloud.close();
  }

  @Test
  void databaseOfTheProvider_isTakenIntoUse_underTheRolesOfTheTemplate() throws IOException {
    try (S3Client s3 = client(S3Client.builder().forcePathStyle(true));
        LambdaClient lambda = client(LambdaClient.builder());
        CloudFormationClient formation = client(CloudFormationClient.builder())) {
      deploy(s3, formation);

      // Before there is a pointer: what is not there is told from what is forbidden.
      assertThat(invoke(lambda, "enrich", "{\"Records\":[]}")).contains("batchItemFailures");
      assertThat(invoke(lambda, "geolocation-refresh", "{}")).contains("\"REFRESHED\"");
      assertThat(invoke(lambda, "geolocation-refresh", "{}")).contains("\"UNCHANGED\"");
      anotherEnvironment(lambda);
      assertThat(invoke(lambda, "enrich", "{\"Records\":[]}")).contains("batchItemFailures");

      GeolocationPointer pointer =
          JSON.readValue(
              s3.getObjectAsBytes(r -> r.bucket(bucket(formation)).key(GeolocationPointer.KEY))
                  .asByteArrayUnsafe(),
              GeolocationPointer.class);
      assertThat(Files.readString(directory.resolve("work/lambda/logs/geo-enrich.log")))
          .contains("\"taken\":\"" + pointer.databaseType() + "@");
    }
    assertThat(LeastPrivilege.findings(report()))
        .filteredOn(
            finding ->
                finding.role().contains("GeolocationFunctionRole")
                    || finding.policy().contains("geolocation-enrich"))
        .filteredOn(finding -> !finding.part().matches("(logs|xray):.*"))
        .hasSize(5)
        .allSatisfy(
            finding -> assertThat(finding.verdict()).as(finding.name()).isEqualTo(Verdict.NEEDED));
  }

  private void deploy(S3Client s3, CloudFormationClient formation) throws IOException {
    s3.createBucket(r -> r.bucket("code"));
    for (Path jar :
        new Path[] {
          HOME.resolve("enrich/target/deploy/enrich.jar"),
          HOME.resolve("infra/operations/target/deploy/operations.jar")
        }) {
      s3.putObject(r -> r.bucket("code").key("r/" + jar.getFileName()), RequestBody.fromFile(jar));
    }
    String body = template();
    formation.createStack(
        r ->
            r.stackName("geo")
                .templateBody(body)
                .capabilities(Capability.CAPABILITY_IAM)
                .parameters(
                    parameter("ArtifactsBucket", "code"),
                    parameter("ArtifactsPrefix", "r/"),
                    parameter("GeolocationRefresh", "enabled"),
                    parameter(
                        "GeolocationUrl",
                        "http://127.0.0.1:" + provider.getAddress().getPort() + "/city.mmdb")));
    try (CloudFormationWaiter waiter =
        CloudFormationWaiter.builder()
            .client(formation)
            // Its own look is every 30 s.
            .overrideConfiguration(o -> o.backoffStrategyV2(LOOK).maxAttempts(MOST_LOOKS))
            .build()) {
      waiter.waitUntilStackCreateComplete(r -> r.stackName("geo"));
    }
  }

  /**
   * What refers to anything else says none; and the provider's sample knows a documentation net.
   */
  private static String template() throws IOException {
    JsonNode whole =
        JSON.readTree(Files.readString(HOME.resolve("infra/cdk/millrace.template.json")));
    ObjectNode part = JSON.createObjectNode();
    part.set("Parameters", whole.path("Parameters"));
    part.set("Conditions", whole.path("Conditions"));
    ObjectNode resources = part.putObject("Resources");
    whole
        .path("Resources")
        .properties()
        .forEach(
            resource -> {
              String id = resource.getKey();
              if (id.startsWith("Geolocation") || NEEDED.contains(id)) {
                resources.set(id, resource.getValue());
              }
            });
    Set<String> known = new HashSet<>();
    resources.fieldNames().forEachRemaining(known::add);
    whole.path("Parameters").fieldNames().forEachRemaining(known::add);
    ObjectNode closed = (ObjectNode) closed(part, known);
    ((ObjectNode) closed.at("/Resources/GeolocationFunction/Properties/Environment/Variables"))
        .put("KNOWN_ADDRESS", "192.0.2.1");
    return closed.toString();
  }

  private static JsonNode closed(JsonNode node, Set<String> known) {
    String named = node.path("Ref").asText(node.at("/Fn::GetAtt/0").asText());
    if (!named.isEmpty() && !named.startsWith("AWS::") && !known.contains(named)) {
      return TextNode.valueOf("arn:aws:none:us-east-1:000000000000:" + named);
    }
    JsonNode copy = node.deepCopy();
    if (copy instanceof ObjectNode object) {
      node.properties().forEach(e -> object.set(e.getKey(), closed(e.getValue(), known)));
    } else if (copy instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, closed(node.get(i), known));
      }
    }
    return copy;
  }

  /** Enrich looks at the pointer when it starts, and minutes later. */
  private static void anotherEnvironment(LambdaClient lambda) {
    Map<String, String> variables =
        new HashMap<>(
            lambda
                .getFunctionConfiguration(r -> r.functionName("geo-enrich"))
                .environment()
                .variables());
    variables.put("RETENTION", "PT2159H");
    lambda.updateFunctionConfiguration(
        r -> r.functionName("geo-enrich").environment(e -> e.variables(variables)));
  }

  private static String invoke(LambdaClient lambda, String function, String event) {
    InvokeResponse answer =
        lambda.invoke(
            r -> r.functionName("geo-" + function).payload(SdkBytes.fromUtf8String(event)));
    assertThat(answer.functionError()).as(answer.payload().asUtf8String()).isNull();
    return answer.payload().asUtf8String();
  }

  private static String bucket(CloudFormationClient formation) {
    return formation
        .describeStackResource(r -> r.stackName("geo").logicalResourceId("ReferenceBucket"))
        .stackResourceDetail()
        .physicalResourceId();
  }

  private AccessReport report() throws IOException {
    try (InputStream in = cloud.endpoint().resolve("/_millrace/access").toURL().openStream()) {
      return JSON.readValue(in, AccessReport.class);
    }
  }

  private static Parameter parameter(String name, String value) {
    return Parameter.builder().parameterKey(name).parameterValue(value).build();
  }

  private void serve(String path, byte[] body) {
    provider.createContext(
        path,
        exchange -> {
          try (exchange) {
            String tag = "\"" + sha256(body) + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
              exchange.sendResponseHeaders(304, -1);
            } else {
              exchange.sendResponseHeaders(
                  exchange.getRequestURI().getPath().equals(path) ? 200 : 404, body.length);
              exchange.getResponseBody().write(body);
            }
          }
        });
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(cloud.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create("millrace", "millrace-local")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
