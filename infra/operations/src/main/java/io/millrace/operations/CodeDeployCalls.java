// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * CodeDeploy by its own protocol, with the SDK's signer and connections: two operations, for which
 * its client would be megabytes of the deployable. Source: CodeDeploy API reference, GetDeployment,
 * PutLifecycleEventHookExecutionStatus.
 */
final class CodeDeployCalls implements Deployments {

  private static final String NAME = "codedeploy";
  private static final String TARGET = "CodeDeploy_20141006.";
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int SERVER_FAULT = 500;

  private final URI endpoint;
  private final String region;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;
  private final Backoff backoff;

  CodeDeployCalls(
      URI endpoint,
      String region,
      AwsCredentialsProvider credentials,
      SdkHttpClient http,
      Backoff backoff) {
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
    this.http = http;
    this.backoff = backoff;
  }

  /** As the SDK's own clients find service and credentials in a function's environment. */
  static CodeDeployCalls of(Map<String, String> env) {
    String region = env.getOrDefault("AWS_REGION", "us-east-1");
    String anywhere =
        env.getOrDefault("AWS_ENDPOINT_URL", "https://" + NAME + "." + region + ".amazonaws.com");
    return new CodeDeployCalls(
        URI.create(env.getOrDefault("AWS_ENDPOINT_URL_CODEDEPLOY", anywhere)),
        region,
        Clients.credentials(env),
        Clients.http(ANSWER),
        Backoff.standard());
  }

  @Override
  public Deployed get(String deploymentId) {
    JsonNode info =
        call(
                "GetDeployment",
                JsonNodeFactory.instance.objectNode().put("deploymentId", deploymentId))
            .path("deploymentInfo");
    JsonNode revision = info.path("revision");
    // CloudFormation has written either kind.
    JsonNode content = revision.path("appSpecContent").path("content");
    return Deployed.of(
        content.isTextual() ? content.asText() : revision.path("string").path("content").asText());
  }

  @Override
  public void answer(String deploymentId, String executionId, boolean succeeded) {
    var _ =
        call(
            "PutLifecycleEventHookExecutionStatus",
            JsonNodeFactory.instance
                .objectNode()
                .put("deploymentId", deploymentId)
                .put("lifecycleEventHookExecutionId", executionId)
                .put("status", succeeded ? "Succeeded" : "Failed"));
  }

  /** Both operations may be repeated. */
  private JsonNode call(String operation, ObjectNode request) {
    byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
    for (int attempt = 1; ; attempt++) {
      try {
        return once(operation, body);
      } catch (IOException e) {
        if (attempt >= backoff.attempts()) {
          throw new UnavailableException(operation + " of CodeDeploy", e);
        }
        backoff.pauseAfter(attempt);
      }
    }
  }

  private JsonNode once(String operation, byte[] body) throws IOException {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint.resolve("/"))
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("X-Amz-Target", TARGET + operation)
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, NAME)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    HttpExecuteResponse response =
        http.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(signed.request())
                    .contentStreamProvider(signed.payload().orElseThrow())
                    .build())
            .call();
    byte[] answer = read(response);
    int status = response.httpResponse().statusCode();
    String text = new String(answer, StandardCharsets.UTF_8);
    if (status >= SERVER_FAULT || text.contains("ThrottlingException")) {
      throw new IOException("status " + status + ": " + text);
    }
    if (!response.httpResponse().isSuccessful()) {
      throw new IllegalArgumentException(operation + " of CodeDeploy is refused: " + text);
    }
    return Json.document(answer);
  }

  private static byte[] read(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return new byte[0];
    }
    try (InputStream body = response.responseBody().get()) {
      return body.readAllBytes();
    }
  }
}
