// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.journal.Journal;
import io.millrace.local.lambda.function.ObedientFunction;
import io.millrace.local.lambda.runtime.DebugPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** The Lambda service behind a port, with a client and a data directory. */
final class TestLambda implements AutoCloseable {
  private static final byte[] JAR = FunctionJars.of(ObedientFunction.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final DebugPorts debug;
  private final TestGateway gateway = new TestGateway();
  private final LambdaClient lambda;
  private LambdaService service;

  TestLambda(Path directory) {
    this(directory, DebugPorts.NONE);
  }

  TestLambda(Path directory, DebugPorts debug) {
    this.directory = directory;
    this.debug = debug;
    service = newService();
    gateway.serve(service);
    lambda =
        LambdaClient.builder()
            .endpointOverride(gateway.endpoint())
            .region(Region.US_EAST_1)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(3)))
            .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("millrace", "millrace-local")))
            .build();
  }

  private LambdaService newService() {
    LambdaConfig config =
        new LambdaConfig(
            gateway.endpoint(),
            directory.resolve("work"),
            Path.of(System.getProperty("java.home")),
            2,
            Optional.of(directory.resolve("data")),
            debug);
    return new LambdaService(
        config,
        (table, keys) -> OptionalLong.empty(),
        key -> "millrace-local",
        RoleGrants.EVERYTHING,
        new Journal(),
        LambdaObserver.NONE);
  }

  LambdaService service() {
    return service;
  }

  LambdaClient client() {
    return lambda;
  }

  /** The service stops, and another one finds what it left. */
  void restart() {
    service.close();
    service = newService();
    gateway.serve(service);
  }

  @Override
  public void close() {
    lambda.close();
    service.close();
    gateway.close();
  }

  /** A function that does what its events say. */
  void create(String name, Consumer<CreateFunctionRequest.Builder> more) {
    lambda.createFunction(
        request -> {
          request
              .functionName(name)
              .role("arn:aws:iam::000000000000:role/any")
              .handler(ObedientFunction.class.getName() + "::handleRequest")
              .runtime(Runtime.fromValue("java25"))
              .memorySize(256)
              .timeout(30)
              .code(code -> code.zipFile(SdkBytes.fromByteArray(JAR)));
          more.accept(request);
        });
  }

  /** Invokes, with the tail of the log in the answer. */
  InvokeResponse invoke(String name, String event) {
    return lambda.invoke(
        request ->
            request
                .functionName(name)
                .logType(LogType.TAIL)
                .payload(SdkBytes.fromUtf8String("{\"do\":\"" + event + "\"}")));
  }

  static JsonNode json(InvokeResponse response) throws IOException {
    return JSON.readTree(response.payload().asUtf8String());
  }

  static String tail(InvokeResponse response) {
    return new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }
}
