// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CloudFormation takes for a parameter, and what it says of the rest. */
class TemplateParameterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Type':'Number' | 5",
        "'Type':'Number' | -0.5",
        "'Type':'Number','MinValue':1,'MaxValue':10 | 1",
        "'Type':'Number','MinValue':1,'MaxValue':10 | 10",
        "'Type':'Number','MinValue':'1' | 1.0",
        "'Type':'String' | ``",
        "'Type':'String','AllowedValues':['a','b'] | b",
        "'Type':'Number','AllowedValues':[1,2] | 2",
        "'Type':'String','MinLength':1,'MaxLength':2,'AllowedPattern':'[a-z]+' | ab",
      })
  void whatTheRulesAllow_isTaken(String rules, String value) {
    assertThatCode(() -> parameter(rules).check(value)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Type':'Number' | five | must be a number.",
        "'Type':'Number' | `` | must be a number.",
        "'Type':'Number','MinValue':1 | 0 | must be a number not less than 1",
        "'Type':'Number','MaxValue':10 | 10.5 | must be a number not greater than 10",
        "'Type':'Number','MaxValue':10 | 9999999999999999999 | must be a number not greater than 10",
        "'Type':'String','AllowedValues':['a','b'] | c | must be one of AllowedValues",
        "'Type':'String','MinLength':1 | `` | must contain at least 1 characters",
        "'Type':'String','MaxLength':2 | abc | must contain at most 2 characters",
        "'Type':'String','AllowedPattern':'[a-z]+' | aB | must match pattern [a-z]+",
        "'Type':'Number','MinValue':1,'ConstraintDescription':'more' | 0 | failed to satisfy constraint: more",
      })
  void whatTheRulesForbid_isRefused_byNameAndRule(String rules, String value, String problem) {
    assertThatThrownBy(() -> parameter(rules).check(value))
        .isInstanceOf(CloudFormationException.class)
        .hasMessage("Parameter 'P' " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Type':'CommaDelimitedList' | Parameter P has type CommaDelimitedList",
        "'Type':'Number','MinValue':'x' | MinValue of parameter P must be a number",
        "'Type':'String','AllowedPattern':'[' | AllowedPattern of parameter P is no regular",
      })
  void rulesThatAreNone_areRefused(String rules, String problem) {
    assertThatThrownBy(() -> parameter(rules)).hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = "'Type':'String','AllowedPattern':'[a-z]+','MinLength':1")
  void sameRules_areEqual_soThatAnUnchangedTemplateIsKnown(String rules) {
    assertThat(parameter(rules)).isEqualTo(parameter(rules));
  }

  private static TemplateParameter parameter(String rules) {
    Template template =
        Template.parse(
            ("{'Resources':{'A':{'Type':'x'}},'Parameters':{'P':{" + rules + "}}}")
                .replace('\'', '"'));
    TemplateParameter parameter = template.parameters().get("P");
    return Objects.requireNonNull(parameter);
  }
}
