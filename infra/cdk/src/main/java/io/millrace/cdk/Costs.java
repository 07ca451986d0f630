// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.budgets.CfnBudget.BudgetDataProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationWithSubscribersProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SpendProperty;
import software.amazon.awscdk.services.ce.CfnAnomalyMonitor;
import software.amazon.awscdk.services.ce.CfnAnomalySubscription;
import software.constructs.Construct;

/**
 * A budget for the month and an alarm for a day that costs more than those before it, by e-mail.
 *
 * <p>Only where an amount and an address are given. Both count what bears the tag {@link #TAG} with
 * the stack's name, which has to be activated as a cost allocation tag once in the account.
 */
final class Costs {

  /** Its value is the stack's name, so that two stacks of an account are told apart. */
  static final String TAG = "Pipeline";

  /** Percent of the budget, spent. */
  private static final int SPENT_PERCENT = 80;

  /** Percent of the budget, as the month is going to end. */
  private static final int FORECAST_PERCENT = 100;

  /** Percent by which what is usual must be exceeded. */
  private static final int ANOMALY_PERCENT = 40;

  private Costs() {}

  static void watch(Construct scope, Choices choices) {
    CfnCondition given =
        CfnCondition.Builder.create(scope, "BudgetGiven")
            .expression(
                Fn.conditionAnd(
                    Fn.conditionNot(Fn.conditionEquals(choices.budgetEmail.getValueAsString(), "")),
                    Fn.conditionNot(
                        Fn.conditionEquals(choices.monthlyBudgetDollars.getValueAsString(), "0"))))
            .build();
    only(given, budget(scope, choices));
    CfnAnomalyMonitor monitor =
        CfnAnomalyMonitor.Builder.create(scope, "CostMonitor")
            .monitorName(Names.inRegion("cost"))
            .monitorType("CUSTOM")
            .monitorSpecification(
                Fn.sub(
                    "{\"Tags\":{\"Key\":\""
                        + TAG
                        + "\",\"Values\":[\"${AWS::StackName}\"],\"MatchOptions\":[\"EQUALS\"]}}"))
            .build();
    only(given, monitor);
    only(
        given,
        CfnAnomalySubscription.Builder.create(scope, "CostAlarm")
            .subscriptionName(Names.inRegion("cost"))
            .frequency("DAILY")
            .monitorArnList(List.of(monitor.getAttrMonitorArn()))
            .subscribers(
                List.of(
                    CfnAnomalySubscription.SubscriberProperty.builder()
                        .type("EMAIL")
                        .address(choices.budgetEmail.getValueAsString())
                        .build()))
            .thresholdExpression(
                "{\"Dimensions\":{\"Key\":\"ANOMALY_TOTAL_IMPACT_PERCENTAGE\",\"Values\":[\""
                    + ANOMALY_PERCENT
                    + "\"],\"MatchOptions\":[\"GREATER_THAN_OR_EQUAL\"]}}")
            .build());
  }

  private static CfnBudget budget(Construct scope, Choices choices) {
    return CfnBudget.Builder.create(scope, "Budget")
        .budget(
            BudgetDataProperty.builder()
                .budgetName(Names.inRegion("monthly"))
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(
                    SpendProperty.builder()
                        .amount(choices.monthlyBudgetDollars.getValueAsNumber())
                        .unit("USD")
                        .build())
                .costFilters(
                    Map.of("TagKeyValue", List.of(Fn.sub("user:" + TAG + "$${AWS::StackName}"))))
                .build())
        .notificationsWithSubscribers(
            List.of(
                notification(choices, "ACTUAL", SPENT_PERCENT),
                notification(choices, "FORECASTED", FORECAST_PERCENT)))
        .build();
  }

  private static NotificationWithSubscribersProperty notification(
      Choices choices, String type, int percent) {
    return NotificationWithSubscribersProperty.builder()
        .notification(
            NotificationProperty.builder()
                .notificationType(type)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .build())
        .subscribers(
            List.of(
                CfnBudget.SubscriberProperty.builder()
                    .subscriptionType("EMAIL")
                    .address(choices.budgetEmail.getValueAsString())
                    .build()))
        .build();
  }

  private static void only(CfnCondition condition, CfnResource resource) {
    resource.getCfnOptions().setCondition(condition);
  }
}
