// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.cloudwatch.CfnCompositeAlarm;
import software.constructs.Construct;

/**
 * All alarms that are equally bad, as one that somebody is told of: when the first of them goes off
 * and when the last is over. A further one meanwhile is no further notice; the dashboard shows it.
 */
final class Severity {

  private final String name;
  private final String topicArn;
  private final List<String> alarms = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  /**
   * @param name short name of the composite
   */
  Severity(String name, String topicArn) {
    this.name = name;
    this.topicArn = topicArn;
  }

  void add(CfnAlarm alarm) {
    ids.add(alarm.getNode().getId());
    alarms.add(alarm(alarm.getRef()));
  }

  void add(CfnCompositeAlarm alarm) {
    ids.add(alarm.getNode().getId());
    alarms.add(alarm(alarm.getRef()));
  }

  /** The logical ids of its alarms, without those that may not be there. */
  List<String> ids() {
    return ids;
  }

  /** Where the condition does not hold, there is no such alarm to name. */
  void addIf(CfnCondition condition, CfnAlarm alarm) {
    alarms.add(Fn.conditionIf(condition.getLogicalId(), alarm(alarm.getRef()), "FALSE").toString());
  }

  /**
   * Makes the composite.
   *
   * @param deploying while it is in alarm, nobody is told; what is still wrong then, is told then
   */
  void group(Construct scope, CfnAlarm deploying, String means) {
    CfnCompositeAlarm.Builder.create(scope, Measure.id(name) + "Alarm")
        .alarmName(Names.inRegion(name))
        .alarmDescription(means)
        .alarmRule(String.join(" OR ", alarms))
        .alarmActions(List.of(topicArn))
        .okActions(List.of(topicArn))
        .actionsSuppressor(deploying.getRef())
        .actionsSuppressorWaitPeriod(Thresholds.SUPPRESSOR_SECONDS)
        .actionsSuppressorExtensionPeriod(Thresholds.SUPPRESSOR_SECONDS)
        .build();
  }

  /** In a rule: that this alarm has gone off. */
  static String alarm(String alarmName) {
    return "ALARM(\"" + alarmName + "\")";
  }
}
