// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Expressions expressions =
      new Expressions(
          new FixedScope(
              Map.of("AWS::StackName", "millrace", "Queue", "http://q", "List", "a,b,c"),
              Map.of("Queue.Arn", "arn:q"),
              Map.of("Yes", true, "No", false)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Ref':'Queue'} | 'http://q'",
        "{'Fn::GetAtt':['Queue','Arn']} | 'arn:q'",
        "{'Fn::GetAtt':'Queue.Arn'} | 'arn:q'",
        "{'Fn::Sub':'${AWS::StackName}-x-${Queue.Arn}-${!Literal}'} | 'millrace-x-arn:q-${Literal}'",
        "{'Fn::Sub':['${Own}/${Queue}',{'Own':{'Ref':'AWS::StackName'}}]} | 'millrace/http://q'",
        "{'Fn::Join':['-',['a',{'Ref':'AWS::StackName'},1]]} | 'a-millrace-1'",
        "{'Fn::Select':['1',{'Fn::Split':[',',{'Ref':'List'}]}]} | 'b'",
        "{'Fn::If':['Yes',{'Ref':'Queue'},'other']} | 'http://q'",
        "{'a':{'Fn::If':['No',1,{'Ref':'AWS::NoValue'}]},'b':2} | {'b':2}",
        "['x',{'Ref':'AWS::NoValue'}] | ['x']",
        "{'Statement':[{'Effect':'Allow','n':3}]} | {'Statement':[{'Effect':'Allow','n':3}]}"
      })
  void function_givesItsValue(String expression, String value) throws JsonProcessingException {
    assertThat(expressions.evaluate(json(expression))).contains(json(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Fn::Equals':[{'Ref':'AWS::StackName'},'millrace']} | true",
        "{'Fn::Not':[{'Condition':'Yes'}]} | false",
        "{'Fn::And':[{'Condition':'Yes'},{'Condition':'No'}]} | false",
        "{'Fn::Or':[{'Condition':'Yes'},{'Condition':'No'}]} | true"
      })
  void condition_isTrueOrFalse(String expression, boolean value) throws JsonProcessingException {
    assertThat(expressions.condition(json(expression))).isEqualTo(value);
  }

  @Test
  void functionThatIsNotHere_isRefusedByName() {
    assertThatThrownBy(() -> expressions.evaluate(json("{'Fn::ImportValue':'x'}")))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining("Fn::ImportValue");
  }

  @Test
  void nameWithoutAValue_isRefused() {
    assertThatThrownBy(() -> expressions.evaluate(json("{'Fn::GetAtt':['Queue','Nothing']}")))
        .hasMessageContaining("Queue.Nothing");
    assertThatThrownBy(() -> expressions.evaluate(json("{'Fn::Select':['3',['a']]}")))
        .hasMessageContaining("nonexistent value at index 3");
  }

  private static JsonNode json(String withSingleQuotes) throws JsonProcessingException {
    return JSON.readTree(withSingleQuotes.replace('\'', '"'));
  }

  private record FixedScope(
      Map<String, String> refs, Map<String, String> attributes, Map<String, Boolean> conditions)
      implements Scope {
    @Override
    public Optional<String> ref(String name) {
      return Optional.ofNullable(refs.get(name));
    }

    @Override
    public Optional<String> attribute(String logicalId, String attribute) {
      return Optional.ofNullable(attributes.get(logicalId + "." + attribute));
    }

    @Override
    public boolean condition(String name) {
      return conditions.getOrDefault(name, false);
    }
  }
}
