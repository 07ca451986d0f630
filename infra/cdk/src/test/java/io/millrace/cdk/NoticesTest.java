// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told of which alarm, when not, and what an alarm tells: from the committed template. */
class NoticesTest {

  /** Source: PutCompositeAlarm in the API reference, and the CloudWatch quotas. */
  private static final int MOST_RULE = 10_240;

  private static final int MOST_ALARMS_OF_A_RULE = 100;

  /** Source: CreateStack in the API reference. */
  private static final int LONGEST_STACK_NAME = 128;

  private static final Pattern ALARM =
      Pattern.compile("ALARM\\(\"" + Watched.STACK + "-([a-z0-9-]+)\"\\)");

  private static final Path PRICES =
      Path.of("../../load-tests/src/main/resources/io/millrace/load/cost/prices-us-east-1.json");

  private final Watched stack = new Watched();
  private final Map<String, JsonNode> composites = stack.all("AWS::CloudWatch::CompositeAlarm");

  /** The alarms of a composite, and those of the composites in it. */
  private List<String> children(String id) {
    List<String> names = new ArrayList<>();
    Matcher matcher = ALARM.matcher(rule(id));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private String rule(String id) {
    return stack.text(composites.get(id).path("AlarmRule"));
  }

  @Test
  void everyAlarm_hasOneSeverity_orIsOfDeployments() {
    List<String> grouped = new ArrayList<>();
    composites.keySet().forEach(id -> grouped.addAll(children(id)));
    assertThat(grouped).doesNotHaveDuplicates();

    Set<String> expected = new TreeSet<>();
    for (JsonNode alarm : stack.all("AWS::CloudWatch::Alarm").values()) {
      expected.add(name(alarm));
    }
    composites.values().forEach(composite -> expected.add(name(composite)));
    for (JsonNode group : stack.all("AWS::CodeDeploy::DeploymentGroup").values()) {
      for (JsonNode alarm : group.at("/AlarmConfiguration/Alarms")) {
        expected.remove(stack.text(alarm.path("Name")).substring(Watched.STACK.length() + 1));
      }
    }
    expected.removeAll(List.of("deploying", "page", "ticket"));
    assertThat(grouped).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** One notice of an evening, not thirty. */
  @Test
  void singleAlarms_tellNobody() {
    assertThat(stack.all("AWS::CloudWatch::Alarm").values())
        .noneMatch(alarm -> alarm.has("AlarmActions") || alarm.has("OKActions"));
    assertThat(composites.get("SloFastAlarm").has("AlarmActions")).isFalse();
    assertThat(composites.get("SloSlowAlarm").has("AlarmActions")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PageAlarm, PageTopic, enrich-iterator-age dropped-events slo-fast upload-error-rate",
    "TicketAlarm, TicketTopic, uploads-dlq-depth cost-data slo-slow redrive-error-rate",
  })
  void severity_tellsItsTopic_andWaitsForDeployments(String id, String topic, String some) {
    JsonNode composite = composites.get(id);

    assertThat(composite.at("/AlarmActions/0/Ref").asText()).isEqualTo(topic);
    assertThat(composite.at("/OKActions/0/Ref").asText()).isEqualTo(topic);
    assertThat(composite.at("/ActionsSuppressor/Ref").asText()).isEqualTo("DeployingAlarm");
    assertThat(composite.path("ActionsSuppressorWaitPeriod").asInt()).isEqualTo(60);
    assertThat(composite.path("ActionsSuppressorExtensionPeriod").asInt()).isEqualTo(60);
    assertThat(rule(id)).doesNotContain(" AND ", "NOT ");
    assertThat(children(id)).contains(some.split(" "));
  }

  @Test
  void rules_areOnesThatCloudWatchTakes_howeverLongTheStacksName() {
    for (String id : composites.keySet()) {
      int alarms = children(id).size();
      assertThat(alarms).isBetween(2, MOST_ALARMS_OF_A_RULE);
      assertThat(rule(id).length() + alarms * (LONGEST_STACK_NAME - Watched.STACK.length()))
          .isLessThan(MOST_RULE);
      assertThat(rule(id))
          .matches("ALARM\\(\"[a-z0-9-]+\"\\)( (AND|OR) ALARM\\(\"[a-z0-9-]+\"\\))+");
    }
  }

  /** The hook is called before traffic moves, and the moving must not outlast the silence. */
  @Test
  void silence_isLongerThanTheSettingsLongestCanary_andEnds() {
    JsonNode deploying = stack.resources.at("/DeployingAlarm/Properties");

    assertThat(deploying.at("/Dimensions/0/Value/Fn::Sub").asText())
        .isEqualTo("${AWS::StackName}-deployment-hook");
    assertThat(deploying.path("DatapointsToAlarm").asInt()).isEqualTo(1);
    int minutes =
        deploying.path("EvaluationPeriods").asInt() * deploying.path("Period").asInt() / 60;
    for (Profile profile : Profile.all()) {
      assertThat(minutes).isGreaterThan(shift(profile.deploymentConfig()));
    }
    assertThat(minutes).isLessThanOrEqualTo(30);
  }

  /** Minutes that CodeDeploy's own configurations take. */
  private static int shift(String config) {
    Matcher canary = Pattern.compile(".*Canary\\d+Percent(\\d+)Minutes").matcher(config);
    Matcher linear = Pattern.compile(".*Linear(\\d+)PercentEvery(\\d+)Minutes?").matcher(config);
    if (canary.matches()) {
      return Integer.parseInt(canary.group(1));
    } else if (linear.matches()) {
      return 100 / Integer.parseInt(linear.group(1)) * Integer.parseInt(linear.group(2));
    }
    assertThat(config).isEqualTo(Delivery.AT_ONCE);
    return 0;
  }

  @Test
  void everyAlarm_saysWhatIsTheMatter_andNamesItsRunbook_andEveryRunbookIsNamed() {
    Set<String> paths = new TreeSet<>(Arrays.stream(Runbook.values()).map(Runbook::path).toList());
    assertThat(paths).hasSize(11);
    Set<String> named = new TreeSet<>();
    List<JsonNode> all = new ArrayList<>(stack.all("AWS::CloudWatch::Alarm").values());
    all.add(composites.get("SloFastAlarm"));
    all.add(composites.get("SloSlowAlarm"));
    for (JsonNode alarm : all) {
      String description = alarm.path("AlarmDescription").asText();
      assertThat(description).matches("[A-Za-z].{20,}\\. infra/operations/runbooks/[a-z-]+\\.md");
      named.add(description.substring(description.lastIndexOf(' ') + 1));
    }
    assertThat(named).isEqualTo(paths);
    assertThat(List.of(composites.get("PageAlarm"), composites.get("TicketAlarm")))
        .allMatch(
            it -> it.path("AlarmDescription").asText().endsWith(" infra/operations/runbooks"));
  }

  @ParameterizedTest
  @CsvSource({"Page, page", "Ticket, ticket"})
  void topic_isEncrypted_andTakesNoticesOfItsAlarmOnly(String id, String name) {
    JsonNode topic = stack.resources.path(id + "Topic").path("Properties");
    assertThat(stack.text(topic.path("TopicName"))).isEqualTo("millrace-" + name);
    assertThat(topic.at("/KmsMasterKeyId/Fn::GetAtt/0").asText()).isEqualTo("NoticeKey");
    JsonNode statements =
        stack.resources.at("/" + id + "TopicPolicy/Properties/PolicyDocument/Statement");
    assertThat(statements).hasSize(2);
    assertThat(statements.path(0).path("Effect").asText()).isEqualTo("Deny");
    assertThat(statements.at("/0/Condition/Bool/aws:SecureTransport").asText()).isEqualTo("false");
    assertThat(statements.at("/1/Principal/Service").asText())
        .isEqualTo("cloudwatch.amazonaws.com");
    assertThat(statements.at("/1/Condition/StringEquals/aws:SourceAccount/Ref").asText())
        .isEqualTo("AWS::AccountId");
    assertThat(stack.text(statements.at("/1/Condition/ArnEquals/aws:SourceArn")))
        .endsWith(":alarm:millrace-" + name);
    assertThat(stack.resources.at("/" + id + "Subscription/Condition").asText())
        .isEqualTo(id + "EmailGiven");
  }

  @Test
  void key_turns_andServesCloudWatchOfThisAccount() {
    JsonNode key = stack.resources.at("/NoticeKey/Properties");

    assertThat(key.path("EnableKeyRotation").asBoolean()).isTrue();
    JsonNode statement = key.at("/KeyPolicy/Statement/1");
    assertThat(statement.path("Action").toString())
        .isEqualTo("[\"kms:Decrypt\",\"kms:GenerateDataKey*\"]");
    assertThat(statement.at("/Principal/Service").asText()).isEqualTo("cloudwatch.amazonaws.com");
    assertThat(statement.at("/Condition/StringEquals/aws:SourceAccount/Ref").asText())
        .isEqualTo("AWS::AccountId");
  }

  /** The load runs' bills and the alarms go by one price list. */
  @ParameterizedTest
  @CsvSource({
    "LAMBDA_GB_SECOND_ARM64, " + HourlyCost.GB_SECOND,
    "LAMBDA_REQUEST, " + HourlyCost.REQUEST,
    "DYNAMODB_WRITE_UNIT, " + HourlyCost.WRITE_UNIT,
    "DYNAMODB_READ_UNIT, " + HourlyCost.READ_UNIT,
    "KINESIS_ON_DEMAND_IN_GB, " + HourlyCost.STREAM_IN_GB,
    "KINESIS_ON_DEMAND_OUT_GB, " + HourlyCost.STREAM_OUT_GB,
  })
  void prices_areThoseOfTheList(String item, double dollars) {
    for (JsonNode price : Golden.read(PRICES).path("prices")) {
      if (price.path("item").asText().equals(item)) {
        assertThat(price.path("dollars").asDouble() / price.path("per").asDouble())
            .isCloseTo(dollars, org.assertj.core.data.Percentage.withPercentage(1e-9));
        return;
      }
    }
    throw new AssertionError("the price list has no " + item);
  }

  private String name(JsonNode alarm) {
    return stack.text(alarm.path("AlarmName")).substring(Watched.STACK.length() + 1);
  }
}
