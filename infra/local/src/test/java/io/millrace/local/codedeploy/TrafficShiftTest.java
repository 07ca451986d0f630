// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.codedeploy.TrafficShift.Step;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficShiftTest {
  @Test
  @Rule(
      of = Subject.DEPLOYMENT,
      property = "DeploymentConfigName",
      page = "deploy:deployment-configurations",
      says =
          "Canary configurations give 10 % for so many minutes and then all, linear ones 10 % more each time.")
  void namesTellTheSteps() {
    assertThat(TrafficShift.of("CodeDeployDefault.LambdaCanary10Percent5Minutes").steps())
        .containsExactly(new Step(0.1, Duration.ofMinutes(5)));
    assertThat(TrafficShift.of("CodeDeployDefault.LambdaLinear10PercentEvery1Minute").steps())
        .hasSize(9)
        .startsWith(new Step(0.1, Duration.ofMinutes(1)))
        .endsWith(new Step(0.9, Duration.ofMinutes(1)));
    assertThat(TrafficShift.of(TrafficShift.ALL_AT_ONCE).steps()).isEmpty();
    assertThatThrownBy(() -> TrafficShift.of("CodeDeployDefault.OneAtATime"))
        .isInstanceOf(CodeDeployException.class)
        .hasMessageContaining("OneAtATime");
  }
}
