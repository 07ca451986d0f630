// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnSchedule.DeadLetterConfigProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.FlexibleTimeWindowProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.RetryPolicyProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.TargetProperty;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * A function that the clock calls, by EventBridge Scheduler: with a role that may do that and no
 * more, and a queue for calls that Lambda did not take.
 *
 * @param name of the schedule, behind the stack's
 * @param flexibleMinutes within which it may come late; 0 for on time
 * @param attempts to have Lambda take a call
 * @param oldestSeconds of a call that is still tried
 */
record ScheduledCall(
    String name,
    String description,
    String expression,
    int flexibleMinutes,
    int attempts,
    int oldestSeconds) {

  /** As {@code Schedule} and {@code ScheduleRole} in the scope. */
  void create(Construct scope, String functionArn, String input, Queue undelivered) {
    Role role =
        Role.Builder.create(scope, "ScheduleRole")
            .assumedBy(
                new ServicePrincipal("scheduler.amazonaws.com")
                    .withConditions(
                        new TreeMap<>(
                            Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))))
            .inlinePolicies(
                Map.of(
                    "schedule",
                    PolicyDocument.Builder.create()
                        .statements(
                            List.of(
                                Allow.on("Call", functionArn, "lambda:InvokeFunction").statement(),
                                Allow.on(
                                        "KeepUndelivered",
                                        undelivered.getQueueArn(),
                                        "sqs:SendMessage")
                                    .statement()))
                        .build()))
            .build();
    CfnSchedule.Builder.create(scope, "Schedule")
        .name(Names.inRegion(name))
        .description(description)
        .scheduleExpression(expression)
        .flexibleTimeWindow(window())
        .target(
            TargetProperty.builder()
                .arn(functionArn)
                .roleArn(role.getRoleArn())
                .input(input)
                .retryPolicy(
                    RetryPolicyProperty.builder()
                        .maximumRetryAttempts(attempts)
                        .maximumEventAgeInSeconds(oldestSeconds)
                        .build())
                .deadLetterConfig(
                    DeadLetterConfigProperty.builder().arn(undelivered.getQueueArn()).build())
                .build())
        .build();
  }

  private FlexibleTimeWindowProperty window() {
    return flexibleMinutes == 0
        ? FlexibleTimeWindowProperty.builder().mode("OFF").build()
        : FlexibleTimeWindowProperty.builder()
            .mode("FLEXIBLE")
            .maximumWindowInMinutes(flexibleMinutes)
            .build();
  }
}
