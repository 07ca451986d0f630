// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.conformance.Honoured;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.RoleGrants;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deployments of an alias in memory, whose hook answers at once, or never. */
class LambdaDeploymentTest {
  private static final String CANARY = "CodeDeployDefault.LambdaCanary10Percent5Minutes";

  private final List<String> moves = new ArrayList<>();
  private Optional<String> hookAnswer = Optional.of("Succeeded");
  private String standing = "1";
  private RoleGrants grants = RoleGrants.EVERYTHING;

  /** Remembers what an alias was made to be, and has the hook answer. */
  private final class Recorded implements Aliases {
    private Optional<LambdaDeployment> deployment = Optional.empty();

    @Override
    public String version(String function, String alias) {
      return standing;
    }

    @Override
    public void point(String function, String alias, String version, String other, double weight) {
      moves.add(version + (weight > 0 ? "+" + other + "*" + weight : ""));
    }

    @Override
    public void tell(String function, String event) {
      moves.add("hook");
      hookAnswer.ifPresent(
          status ->
              assertThat(deployment.orElseThrow().answered(execution(event), status)).isTrue());
    }
  }

  private static String execution(String event) {
    try {
      return new ObjectMapper().readTree(event).path("LifecycleEventHookExecutionId").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private final ObjectNode settings = JsonNodeFactory.instance.objectNode();

  private LambdaDeployment run(String config) {
    Recorded aliases = new Recorded();
    AppSpec spec = new AppSpec("{}", "f", "live", "1", "2", Optional.of("hook"), Optional.empty());
    LambdaDeployment deployment =
        new LambdaDeployment(
            new DeploymentGroup("a", "g", settings),
            spec,
            TrafficShift.of(config),
            aliases,
            grants,
            new CodeDeployConfig(Duration.ofMillis(1), Duration.ofMillis(1), "red"::equals),
            InstantSource.system());
    aliases.deployment = Optional.of(deployment);
    deployment.run("d-1");
    return deployment;
  }

  @Test
  @Rule(
      of = Subject.DEPLOYMENT,
      property = "AllowTraffic",
      page = "deploy:deployment-steps-lambda",
      says =
          "After the hook a canary gives the new version its share, waits, and then gives it all.",
      honoured = Honoured.PARTLY,
      note = "the wait is 5 s by default, and the log says so")
  void canary_asksTheHook_thenMovesAPart_thenAll() {
    assertThat(run(CANARY).progress().status()).isEqualTo("Succeeded");
    assertThat(moves).containsExactly("hook", "1+2*0.1", "2");
  }

  @Test
  @Rule(
      of = Subject.DEPLOYMENT,
      property = "BeforeAllowTraffic",
      page = "deploy:reference-appspec-file-structure-hooks",
      says =
          "A hook that answers Failed, or does not answer in time, ends the deployment; no traffic moves.",
      honoured = Honoured.PARTLY,
      note = "the time is 5 minutes, not an hour")
  void hookThatFails_orIsSilent_keepsTheOldVersion() {
    hookAnswer = Optional.of("Failed");
    assertThat(run(CANARY).progress().code()).isEqualTo("HOOK_EXECUTION_FAILURE");
    assertThat(moves).containsExactly("hook", "1");

    moves.clear();
    hookAnswer = Optional.empty();
    assertThat(run(CANARY).progress().code()).isEqualTo("TIMEOUT");
    assertThat(moves).containsExactly("hook", "1");
  }

  @Test
  @Rule(
      of = Subject.DEPLOYMENT,
      property = "AlarmConfiguration",
      page = "deploy:deployment-groups-configure-advanced-options",
      says = "An alarm of the group that goes off while traffic moves ends the deployment.",
      honoured = Honoured.PARTLY,
      note = "the alias always goes back, whatever AutoRollbackConfiguration says")
  void alarmOfTheGroup_takesTheTrafficBack() {
    ObjectNode alarms = settings.putObject("alarmConfiguration").put("enabled", true);
    alarms.putArray("alarms").addObject().put("name", "green");
    assertThat(run(CANARY).progress().status()).isEqualTo("Succeeded");

    moves.clear();
    alarms.withArray("alarms").addObject().put("name", "red");
    assertThat(run(CANARY).progress().code()).isEqualTo("ALARM_ACTIVE");
    assertThat(moves).containsExactly("hook", "1+2*0.1", "1");
  }

  @Test
  void aliasThatNamesAnotherVersion_isLeftAlone() {
    standing = "7";

    assertThat(run(CANARY).progress().message()).contains("names version 7, not 1");
    assertThat(moves).isEmpty();
  }

  @Test
  @Rule(
      of = Subject.DEPLOYMENT,
      property = "ServiceRoleArn",
      page = "deploy:getting-started-create-service-role",
      says = "A deployment does what the group's role grants: move the alias, invoke the hook.")
  void roleThatMayNotInvokeTheHook_failsTheDeployment() {
    grants = (role, action, arn) -> !action.equals("lambda:InvokeFunction");

    assertThat(run(CANARY).progress().code()).isEqualTo("IAM_ROLE_PERMISSIONS");
    assertThat(moves).containsExactly("1");
  }
}
