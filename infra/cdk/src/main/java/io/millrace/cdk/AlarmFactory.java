// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm.DimensionProperty;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm.MetricDataQueryProperty;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm.MetricProperty;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm.MetricStatProperty;
import software.amazon.awscdk.services.cloudwatch.CfnCompositeAlarm;
import software.constructs.Construct;

/** Makes single alarms, which act on nothing, and pairs of them. */
final class AlarmFactory {

  private final Construct scope;

  AlarmFactory(Construct scope) {
    this.scope = scope;
  }

  /**
   * @param name short name; its resource is called after it
   * @param means a sentence about what is the matter when it goes off
   */
  CfnAlarm create(String name, Signal signal, Thresholds.Rule rule, String means, Runbook runbook) {
    CfnAlarm.Builder alarm =
        CfnAlarm.Builder.create(scope, Measure.id(name) + "Alarm")
            .alarmName(Names.inRegion(name))
            .alarmDescription(description(means, runbook))
            .comparisonOperator("GreaterThanOrEqualToThreshold")
            .threshold(rule.threshold())
            .evaluationPeriods(rule.of())
            .datapointsToAlarm(rule.breaching())
            .treatMissingData("notBreaching");
    if (signal.expression().isEmpty()) {
      single(alarm, signal.measures().values().iterator().next(), rule);
    } else {
      alarm.metrics(queries(signal, rule));
    }
    if (signal.measures().values().stream().anyMatch(Measure::isPercentile)) {
      // With few invocations it is the longest of them, and that is what can time out.
      alarm.evaluateLowSampleCountPercentile("evaluate");
    }
    return alarm.build();
  }

  /** Goes off where both do. */
  CfnCompositeAlarm both(String name, CfnAlarm one, CfnAlarm other, String means, Runbook runbook) {
    return CfnCompositeAlarm.Builder.create(scope, Measure.id(name) + "Alarm")
        .alarmName(Names.inRegion(name))
        .alarmDescription(description(means, runbook))
        .alarmRule(Severity.alarm(one.getRef()) + " AND " + Severity.alarm(other.getRef()))
        .build();
  }

  private static String description(String means, Runbook runbook) {
    return means + ". " + runbook.path();
  }

  private static void single(CfnAlarm.Builder alarm, Measure measure, Thresholds.Rule rule) {
    alarm
        .namespace(measure.namespace())
        .metricName(measure.metric())
        .dimensions(dimensions(measure))
        .period(rule.seconds());
    if (measure.isPercentile()) {
      alarm.extendedStatistic(measure.statistic());
    } else {
      alarm.statistic(measure.statistic());
    }
  }

  private static List<MetricDataQueryProperty> queries(Signal signal, Thresholds.Rule rule) {
    List<MetricDataQueryProperty> queries = new ArrayList<>();
    queries.add(
        MetricDataQueryProperty.builder()
            .id("result")
            .expression(text(signal.expression()))
            .returnData(true)
            .build());
    for (Map.Entry<String, Measure> entry : signal.measures().entrySet()) {
      Measure measure = entry.getValue();
      queries.add(
          MetricDataQueryProperty.builder()
              .id(entry.getKey())
              .returnData(false)
              .metricStat(
                  MetricStatProperty.builder()
                      .metric(
                          MetricProperty.builder()
                              .namespace(measure.namespace())
                              .metricName(measure.metric())
                              .dimensions(dimensions(measure))
                              .build())
                      .stat(measure.statistic())
                      .period(rule.seconds())
                      .build())
              .build());
    }
    return queries;
  }

  private static List<DimensionProperty> dimensions(Measure measure) {
    return measure.dimensions().entrySet().stream()
        .map(
            dimension ->
                DimensionProperty.builder()
                    .name(dimension.getKey())
                    .value(text(dimension.getValue()))
                    .build())
        .toList();
  }

  private static String text(String value) {
    return value.contains("${") ? Fn.sub(value) : value;
  }
}
