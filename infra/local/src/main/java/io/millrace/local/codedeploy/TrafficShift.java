// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps of a predefined deployment configuration for Lambda. [CodeDeploy User Guide,
 * deployment-configurations]
 *
 * @param steps in order; after the last of them the target version has everything
 */
record TrafficShift(String name, List<Step> steps) {
  static final String ALL_AT_ONCE = "CodeDeployDefault.LambdaAllAtOnce";

  private static final Pattern CANARY =
      Pattern.compile("CodeDeployDefault\\.LambdaCanary10Percent(5|10|15|30)Minutes");
  private static final Pattern LINEAR =
      Pattern.compile("CodeDeployDefault\\.LambdaLinear10PercentEvery(1Minute|(2|3|10)Minutes)");
  private static final int PERCENT = 10;

  /**
   * A share of the invocations for the target version, and how long it stays.
   *
   * @param weight above 0 and below 1
   */
  record Step(double weight, Duration stays) {}

  /**
   * Reads a configuration's name.
   *
   * @throws CodeDeployException when it is none of Lambda's predefined ones
   */
  static TrafficShift of(String name) {
    Matcher canary = CANARY.matcher(name);
    if (canary.matches()) {
      Duration stays = Duration.ofMinutes(Integer.parseInt(canary.group(1)));
      return new TrafficShift(name, List.of(new Step(PERCENT / 100.0, stays)));
    }
    Matcher linear = LINEAR.matcher(name);
    if (linear.matches()) {
      Duration stays = Duration.ofMinutes(Integer.parseInt(linear.group(1).replaceAll("\\D", "")));
      List<Step> steps = new ArrayList<>();
      for (int percent = PERCENT; percent < 100; percent += PERCENT) {
        steps.add(new Step(percent / 100.0, stays));
      }
      return new TrafficShift(name, List.copyOf(steps));
    }
    if (name.equals(ALL_AT_ONCE)) {
      return new TrafficShift(name, List.of());
    }
    throw new CodeDeployException(
        "DeploymentConfigDoesNotExistException",
        "No deployment configuration found for name: "
            + name
            + "; the local cloud has those that CodeDeploy defines for Lambda");
  }
}
