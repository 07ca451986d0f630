// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.batch.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** CodeDeploy as the hook talks to it, before a server that answers what is given. */
class CodeDeployCallsTest {
  private static final String APP_SPEC =
      "{\\\"version\\\":0.0,\\\"Resources\\\":[{\\\"Any\\\":{\\\"Type\\\":\\\"AWS::Lambda::Function\\\","
          + "\\\"Properties\\\":{\\\"Name\\\":\\\"s-enrich\\\",\\\"Alias\\\":\\\"live\\\","
          + "\\\"CurrentVersion\\\":\\\"1\\\",\\\"TargetVersion\\\":\\\"2\\\"}}}]}";

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private CodeDeployCalls calls;
  private int status = 200;
  private String answer = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestHeaders().getFirst("X-Amz-Target")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
              .contains("/eu-west-1/codedeploy/aws4_request");
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    calls =
        new CodeDeployCalls(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            "eu-west-1",
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
            Clients.http(Duration.ofSeconds(5)),
            new Backoff(2, Duration.ofMillis(1), Duration.ofMillis(1), new Random(1), time -> {}));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void deployment_isReadFromItsAppSpec_ofEitherKind() {
    for (String kind : List.of("appSpecContent", "string")) {
      answer =
          "{\"deploymentInfo\":{\"revision\":{\""
              + kind
              + "\":{\"content\":\""
              + APP_SPEC
              + "\"}}}}";
      assertThat(calls.get("d-1")).isEqualTo(new Deployed("s-enrich", "live", "1", "2"));
    }
    assertThat(asked.getFirst())
        .isEqualTo("CodeDeploy_20141006.GetDeployment {\"deploymentId\":\"d-1\"}");
  }

  @Test
  void hook_isAnswered() {
    calls.answer("d-1", "e-1", false);

    assertThat(asked)
        .containsExactly(
            "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus {\"deploymentId\":\"d-1\","
                + "\"lifecycleEventHookExecutionId\":\"e-1\",\"status\":\"Failed\"}");
  }

  @Test
  void fault_isTriedAgain_aRefusalIsNot() {
    status = 500;
    assertThatThrownBy(() -> calls.get("d-1")).isInstanceOf(UnavailableException.class);
    assertThat(asked).hasSize(2);

    status = 400;
    answer = "{\"__type\":\"DeploymentDoesNotExistException\"}";
    assertThatThrownBy(() -> calls.get("d-1")).hasMessageContaining("DeploymentDoesNotExist");
    assertThat(asked).hasSize(3);
  }
}
