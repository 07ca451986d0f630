// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Published versions and aliases, by the SDK; functions run where something is to be seen of it.
 */
class VersionsIT {
  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private TestLambda cloud;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    cloud = new TestLambda(directory);
    lambda = cloud.client();
    cloud.create("f", r -> r.environment(env -> env.variables(Map.of("GREETING", "one"))));
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private String publish(String description) {
    return lambda.publishVersion(r -> r.functionName("f").description(description)).version();
  }

  private void change(String greeting) {
    lambda.updateFunctionConfiguration(
        r -> r.functionName("f").environment(env -> env.variables(Map.of("GREETING", greeting))));
  }

  private JsonNode invoke(String name) throws IOException {
    InvokeResponse answer =
        lambda.invoke(r -> r.functionName(name).payload(SdkBytes.fromUtf8String("{}")));
    JsonNode json = JSON.readTree(answer.payload().asUtf8String());
    assertThat(json.path("version").asText()).isEqualTo(answer.executedVersion());
    return json;
  }

  @Test
  @Rule(
      of = Subject.VERSION,
      property = "PublishVersion",
      page = "configuration-versions",
      says =
          "A version keeps code and configuration for ever; without a change since the last one it is that one again.")
  void version_isPublishedOncePerChange_andNeverChanges() {
    assertThat(publish("first")).isEqualTo("1");
    assertThat(publish("again")).isEqualTo("1");
    change("two");
    assertThat(publish("second")).isEqualTo("2");
    cloud.restart();

    assertThat(lambda.listVersionsByFunction(r -> r.functionName("f")).versions())
        .extracting(FunctionConfiguration::version, FunctionConfiguration::description)
        .containsExactly(tuple("$LATEST", ""), tuple("1", "first"), tuple("2", "second"));
    var first = lambda.getFunctionConfiguration(r -> r.functionName("f").qualifier("1"));
    assertThat(first.functionArn()).isEqualTo(ARN + ":1");
    assertThat(first.environment().variables()).containsEntry("GREETING", "one");
    assertThatThrownBy(() -> lambda.publishVersion(r -> r.functionName("f").codeSha256("other")))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("is different from current CodeSHA256 in $LATEST");
  }

  @Test
  @Rule(
      of = Subject.VERSION,
      property = "Qualifier",
      page = "API_Invoke",
      says =
          "A qualified name or a Qualifier invokes that version, in environments of its own that know version and invoked ARN.")
  @Rule(
      of = Subject.FUNCTION,
      property = "ReservedConcurrentExecutions",
      page = "configuration-concurrency",
      says = "The reserve is for the function as a whole, not for each version.")
  void everyVersion_hasEnvironmentsOfItsOwn_andKnowsHowItWasInvoked() throws IOException {
    publish("first");
    lambda.createAlias(r -> r.functionName("f").name("live").functionVersion("1"));
    change("two");

    JsonNode latest = invoke("f");
    JsonNode live = invoke("f:live");
    assertThat(latest.path("greeting").asText()).isEqualTo("two");
    assertThat(latest.path("arn").asText()).isEqualTo(ARN);
    assertThat(live.path("greeting").asText()).isEqualTo("one");
    assertThat(live.path("version").asText()).isEqualTo("1");
    assertThat(live.path("arn").asText()).isEqualTo(ARN + ":live");
    assertThat(invoke(ARN + ":1").path("pid")).isEqualTo(live.path("pid"));
    assertThat(cloud.service().functions())
        .singleElement()
        .satisfies(one -> assertThat(one.invocations()).isEqualTo(3))
        .satisfies(one -> assertThat(one.environments()).isEqualTo(2));

    lambda.putFunctionConcurrency(r -> r.functionName("f").reservedConcurrentExecutions(0));
    assertThatThrownBy(() -> invoke("f:live")).hasMessageContaining("reserved concurrency is 0");
    assertThatThrownBy(() -> invoke("f:none"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: " + ARN + ":none");
    assertThatThrownBy(() -> lambda.invoke(r -> r.functionName("f:live").qualifier("1")))
        .hasMessageContaining("does not match the specified qualifier");
  }

  @Test
  @Rule(
      of = Subject.VERSION,
      property = "CreateAlias",
      page = "configuration-aliases",
      says = "An alias is made, moved, listed by version and deleted; the version it names stays.")
  void alias_isMade_moved_andDeleted() {
    publish("first");
    change("two");
    publish("second");
    var made = lambda.createAlias(r -> r.functionName("f").name("live").functionVersion("1"));
    assertThat(made.aliasArn()).isEqualTo(ARN + ":live");
    assertThatThrownBy(
            () -> lambda.createAlias(r -> r.functionName("f").name("live").functionVersion("1")))
        .isInstanceOf(ResourceConflictException.class);
    assertThatThrownBy(
            () -> lambda.createAlias(r -> r.functionName("f").name("x").functionVersion("7")))
        .isInstanceOf(ResourceNotFoundException.class);

    lambda.updateAlias(
        r ->
            r.functionName("f")
                .name("live")
                .routingConfig(c -> c.additionalVersionWeights(Map.of("2", 0.1))));
    assertThatThrownBy(
            () ->
                lambda.updateAlias(
                    r -> r.functionName("f").name("live").revisionId(made.revisionId())))
        .isInstanceOf(PreconditionFailedException.class);
    cloud.restart();

    var live = lambda.getAlias(r -> r.functionName("f").name("live"));
    assertThat(live.routingConfig().additionalVersionWeights()).containsEntry("2", 0.1);
    assertThat(lambda.listAliases(r -> r.functionName("f").functionVersion("2")).aliases())
        .hasSize(1);
    assertThatThrownBy(() -> lambda.deleteFunction(r -> r.functionName("f").qualifier("2")))
        .isInstanceOf(ResourceConflictException.class);
    lambda.deleteAlias(r -> r.functionName("f").name("live"));
    lambda.deleteFunction(r -> r.functionName("f").qualifier("2"));
    assertThat(lambda.listVersionsByFunction(r -> r.functionName("f")).versions()).hasSize(2);
    assertThatThrownBy(() -> lambda.getAlias(r -> r.functionName("f").name("live")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Cannot find alias arn: " + ARN + ":live");
  }

  @Test
  @Rule(
      of = Subject.ASYNC,
      property = "Qualifier",
      page = "API_PutFunctionEventInvokeConfig",
      says = "An alias has settings of its own.")
  void asynchronousSettings_areOfTheQualifier() {
    publish("first");
    lambda.createAlias(r -> r.functionName("f").name("live").functionVersion("1"));
    lambda.putFunctionEventInvokeConfig(
        r -> r.functionName("f").qualifier("live").maximumRetryAttempts(0));

    assertThat(
            lambda
                .getFunctionEventInvokeConfig(r -> r.functionName("f").qualifier("live"))
                .functionArn())
        .isEqualTo(ARN + ":live");
    assertThatThrownBy(() -> lambda.getFunctionEventInvokeConfig(r -> r.functionName("f")))
        .isInstanceOf(ResourceNotFoundException.class);
  }
}
