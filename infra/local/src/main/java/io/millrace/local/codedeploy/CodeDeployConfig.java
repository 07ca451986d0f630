// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * How patient deployments are here.
 *
 * @param longestWait of a step that moves a part of the traffic; on AWS it is minutes
 * @param hookTimeout until a hook has answered; on AWS an hour
 * @param inAlarm whether the alarm of a name is in the state ALARM
 */
public record CodeDeployConfig(
    Duration longestWait, Duration hookTimeout, Predicate<String> inAlarm) {

  /** Without alarms. */
  public CodeDeployConfig(Duration longestWait, Duration hookTimeout) {
    this(longestWait, hookTimeout, alarm -> false);
  }
}
