// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The redrive function's schedule, in the committed template. */
class AutomaticRedriveTest {

  private final JsonNode template = Golden.read(Golden.FILE);
  private final JsonNode resources = template.path("Resources");

  @Test
  void withoutBeingAskedFor_thereIsNoSchedule_andNoRoleOfOne() {
    assertThat(template.at("/Parameters/RedriveOnSchedule/Default").asText()).isEqualTo("disabled");
    assertThat(template.at("/Conditions/RedriveScheduled/Fn::Equals").toString())
        .isEqualTo("[{\"Ref\":\"RedriveOnSchedule\"},\"enabled\"]");
    assertThat(resources.properties())
        .filteredOn(one -> one.getKey().startsWith("RedriveSchedule"))
        .extracting(
            one -> one.getValue().path("Type").asText() + " " + one.getValue().path("Condition"))
        .containsExactlyInAnyOrder(
            "AWS::IAM::Role \"RedriveScheduled\"", "AWS::Scheduler::Schedule \"RedriveScheduled\"");
  }

  @Test
  void schedule_callsTheAlias_withItsTime_andKeepsWhatLambdaDidNotTake() {
    JsonNode schedule = resources.at("/RedriveSchedule/Properties");

    assertThat(schedule.at("/ScheduleExpression/Ref").asText())
        .isEqualTo("RedriveScheduleExpression");
    assertThat(schedule.at("/FlexibleTimeWindow/Mode").asText()).isEqualTo("OFF");
    JsonNode target = schedule.path("Target");
    assertThat(target.at("/Arn/Ref").asText()).isEqualTo("RedriveFunctionAlias");
    assertThat(target.at("/RoleArn/Fn::GetAtt/0").asText()).isEqualTo("RedriveScheduleRole");
    assertThat(target.path("Input").asText())
        .isEqualTo("{\"scheduled\":\"<aws.scheduler.scheduled-time>\"}");
    assertThat(target.at("/RetryPolicy/MaximumRetryAttempts").asInt()).isEqualTo(3);
    assertThat(target.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt()).isEqualTo(3_600);
    assertThat(target.at("/DeadLetterConfig/Arn/Fn::GetAtt/0").asText())
        .isEqualTo("SchedulesDeadLetterQueue");
  }

  @Test
  void scheduler_mayCallTheAlias_andKeepWhatFailed_onlyForThisAccount() {
    JsonNode role = resources.at("/RedriveScheduleRole/Properties");

    assertThat(role.at("/AssumeRolePolicyDocument/Statement")).hasSize(1);
    JsonNode trust = role.at("/AssumeRolePolicyDocument/Statement/0");
    assertThat(trust.at("/Principal/Service").asText()).isEqualTo("scheduler.amazonaws.com");
    assertThat(trust.at("/Condition/StringEquals/aws:SourceAccount/Ref").asText())
        .isEqualTo("AWS::AccountId");
    assertThat(role.path("Policies")).hasSize(1);
    assertThat(role.at("/Policies/0/PolicyDocument/Statement").valueStream())
        .extracting(
            grant -> Map.entry(grant.path("Action").asText(), grant.path("Resource").toString()))
        .containsExactly(
            Map.entry("lambda:InvokeFunction", "{\"Ref\":\"RedriveFunctionAlias\"}"),
            Map.entry(
                "sqs:SendMessage", "{\"Fn::GetAtt\":[\"SchedulesDeadLetterQueue\",\"Arn\"]}"));
  }

  /** An invocation may take five minutes, and the next shall not meet it. */
  @Test
  void expression_isOfSchedulers_andNotByTheMinute() {
    String pattern = template.at("/Parameters/RedriveScheduleExpression/AllowedPattern").asText();

    assertThat(List.of("rate(1 hour)", "rate(15 minutes)", "rate(6 hours)", "cron(0 6 * * ? *)"))
        .allMatch(value -> value.matches(pattern));
    assertThat(List.of("", "hourly", "rate(1 minute)", "rate(5 minutes)", "rate(1 hour", "at(x)"))
        .noneMatch(value -> value.matches(pattern));
  }
}
