// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import java.time.Duration;

/**
 * How patient deployments are here.
 *
 * @param longestWait of a step that moves a part of the traffic; on AWS it is minutes
 * @param hookTimeout until a hook has answered; on AWS an hour
 */
public record CodeDeployConfig(Duration longestWait, Duration hookTimeout) {}
