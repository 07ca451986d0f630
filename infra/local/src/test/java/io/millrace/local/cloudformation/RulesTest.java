// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

  private static final String TEMPLATE =
      """
      {"Parameters": {"Start": {"Type": "String"}, "Held": {"Type": "Number"}},
       "Rules": {"Either": {
         "RuleCondition": {"Fn::Equals": [{"Ref": "Start"}, "snapshot"]},
         "Assertions": [{"Assert": {"Fn::Equals": [{"Ref": "Held"}, "0"]},
                         "AssertDescription": "Held must be 0"}]}},
       "Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}
      """;

  @ParameterizedTest
  @CsvSource({"snapshot, 0", "cold, 0", "cold, 3"})
  void valuesThatNoRuleIsAgainst_areTaken(String start, String held) {
    Template template = Template.parse(TEMPLATE);

    Rules.check(template, Map.of("Start", start, "Held", held));
    assertThat(template.rules()).hasSize(1);
  }

  @Test
  void valuesThatARuleIsAgainst_areRefused_inItsWords() {
    assertThatThrownBy(
            () -> Rules.check(Template.parse(TEMPLATE), Map.of("Start", "snapshot", "Held", "3")))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining("Either")
        .hasMessageContaining("Held must be 0");
  }
}
