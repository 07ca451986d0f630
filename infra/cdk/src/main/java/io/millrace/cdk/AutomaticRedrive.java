// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * The redrive function on a schedule, where that is asked for: what Lambda gave up in an outage
 * goes back when the outage is over, without a person. The function bounds how often it tries a
 * batch. All of it exists only then, so that nothing has a permission for nothing.
 */
final class AutomaticRedrive extends Construct {

  static final String ENABLED = "enabled";
  static final String DISABLED = "disabled";
  static final String HOURLY = "rate(1 hour)";

  private static final int ATTEMPTS = 3;

  /** Then the next call comes anyway. */
  private static final int OLDEST_SECONDS = 60 * 60;

  private AutomaticRedrive(Construct scope) {
    super(scope, "Redrive");
  }

  static void create(Construct scope, Release redrive, Queue undelivered) {
    AutomaticRedrive automatic = new AutomaticRedrive(scope);
    CfnParameter wanted =
        CfnParameter.Builder.create(automatic, "OnSchedule")
            .type("String")
            .description("Whether failed batches are redriven on a schedule, a few times each")
            .allowedValues(List.of(ENABLED, DISABLED))
            .defaultValue(DISABLED)
            .build();
    CfnParameter expression =
        CfnParameter.Builder.create(automatic, "ScheduleExpression")
            .type("String")
            .description("When failed batches are redriven: rate(1 hour), cron(0 6 * * ? *)")
            // not by the minute: an invocation may take five
            .allowedPattern(
                "rate\\((1 hour|1 day|\\d{2,3} minutes|\\d{1,3} (hours|days))\\)|cron\\([^()]+\\)")
            .defaultValue(HOURLY)
            .build();
    CfnCondition scheduled =
        CfnCondition.Builder.create(automatic, "Scheduled")
            .expression(Fn.conditionEquals(wanted.getValueAsString(), ENABLED))
            .build();
    new ScheduledCall(
            Operations.REDRIVE,
            "Redrives failed batches that are due",
            expression.getValueAsString(),
            0,
            ATTEMPTS,
            OLDEST_SECONDS)
        .create(
            automatic,
            redrive.aliasArn(),
            "{\"scheduled\":\"<aws.scheduler.scheduled-time>\"}",
            undelivered);
    automatic.getNode().findAll().stream()
        .filter(CfnResource.class::isInstance)
        .map(CfnResource.class::cast)
        .forEach(resource -> resource.getCfnOptions().setCondition(scheduled));
  }
}
