// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filter criteria, with single quotes for double ones. */
class EventFilterTest {
  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }

  private static boolean kinesis(String pattern, String data) {
    String base64 = Base64.getEncoder().encodeToString(json(data).getBytes(StandardCharsets.UTF_8));
    return EventFilter.of(SourceKind.KINESIS, List.of(json(pattern)))
        .accepts("{\"kinesis\":{\"partitionKey\":\"p\",\"data\":\"" + base64 + "\"}}");
  }

  private static String message(String body) {
    String text = json(body).replace("\"", "\\\"");
    return "{\"messageId\":\"m\",\"body\":\"" + text + "\",\"attributes\":{\"SenderId\":\"me\"}}";
  }

  @Rule(
      of = Subject.FILTER,
      property = "Comparison operators",
      page = "invocation-eventfiltering",
      says =
          "null, empty, equals, equals ignoring case, or, anything-but, numeric, exists, prefix and suffix; properties are ANDed.")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'data':{'t':['a']}}                                | {'t':'a'}            | true
          {'data':{'t':['a']}}                                | {'t':'b'}            | false
          {'data':{'t':['a']}}                                | {}                   | false
          {'data':{'t':['a','b']}}                            | {'t':'b'}            | true
          {'data':{'t':[null]}}                               | {'t':null}           | true
          {'data':{'t':[null]}}                               | {'t':'x'}            | false
          {'data':{'t':['']}}                                 | {'t':''}             | true
          {'data':{'t':[{'equals-ignore-case':'A'}]}}         | {'t':'a'}            | true
          {'data':{'t':[{'anything-but':['a']}]}}             | {'t':'b'}            | true
          {'data':{'t':[{'anything-but':['a']}]}}             | {'t':'a'}            | false
          {'data':{'n':[{'numeric':['=',100]}]}}              | {'n':100}            | true
          {'data':{'n':[{'numeric':['>',10,'<=',20]}]}}       | {'n':20}             | true
          {'data':{'n':[{'numeric':['>',10,'<=',20]}]}}       | {'n':10}             | false
          {'data':{'t':[{'exists':true}]}}                    | {'t':1}              | true
          {'data':{'t':[{'exists':false}]}}                   | {'t':1}              | false
          {'data':{'t':[{'exists':false}]}}                   | {'u':1}              | true
          {'data':{'t':[{'prefix':'us-'}]}}                   | {'t':'us-east-1'}    | true
          {'data':{'t':[{'suffix':'.jpg'}]}}                  | {'t':'a.png'}        | false
          {'data':{'t':['a'],'u':['b']}}                      | {'t':'a','u':'c'}    | false
          {'data':{'t':['a'],'u':['b']}}                      | {'t':'a','u':'b'}    | true
          {'data':{'$or':[{'t':['a']},{'u':['b']}]}}          | {'t':'x','u':'b'}    | true
          {'data':{'order':{'type':['buy']}}}                 | {'order':{'type':'buy','n':1}} | true
          """)
  void operators_areThoseOfTheGuide(String pattern, String data, boolean accepted) {
    assertThat(kinesis(pattern, data)).isEqualTo(accepted);
  }

  @Rule(
      of = Subject.FILTER,
      property = "Kinesis data",
      page = "with-kinesis-filtering",
      says = "data is decoded from base64; a record whose data is no JSON is dropped.")
  @ParameterizedTest
  @ValueSource(strings = {"plain text", "", "{'t':", "17"})
  void dataThatIsNoJson_isDropped(String data) {
    assertThat(kinesis("{'data':{'t':[{'exists':false}]}}", data)).isFalse();
  }

  @Rule(
      of = Subject.FILTER,
      property = "SQS body",
      page = "with-sqs-filtering",
      says =
          "A body in the form of the pattern (plain or JSON) is filtered, in the other form dropped; metadata needs no body.")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'body':['hello']}                 | hello       | true
          {'body':['hello']}                 | other       | false
          {'body':['hello']}                 | {'t':'a'}   | false
          {'body':{'t':['a']}}               | {'t':'a'}   | true
          {'body':{'t':['a']}}               | {'t':'b'}   | false
          {'body':{'t':['a']}}               | a           | false
          {'attributes':{'SenderId':['me']}} | anything    | true
          {'attributes':{'SenderId':['me']}} | {'t':'a'}   | true
          {'attributes':{'SenderId':['you']}}| {'t':'a'}   | false
          """)
  void body_isFilteredInItsForm(String pattern, String body, boolean accepted) {
    EventFilter filter = EventFilter.of(SourceKind.SQS, List.of(json(pattern)));

    assertThat(filter.accepts(message(body))).isEqualTo(accepted);
  }

  @Rule(
      of = Subject.FILTER,
      property = "DynamoDB",
      page = "with-ddb-filtering",
      says = "Metadata and dynamodb can be filtered; numbers stand as texts in their attributes.")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'eventName':['INSERT']}                              | true
          {'eventName':['REMOVE']}                              | false
          {'dynamodb':{'NewImage':{'n':{'N':['7']}}}}           | true
          {'dynamodb':{'Keys':{'id':{'S':[{'prefix':'a'}]}}}}   | true
          {'dynamodb':{'OldImage':{'n':{'N':[{'exists':true}]}}}} | false
          """)
  void dynamo_isFilteredByMetadataAndImages(String pattern, boolean accepted) {
    EventFilter filter = EventFilter.of(SourceKind.DYNAMODB, List.of(json(pattern)));

    assertThat(
            filter.accepts(
                json(
                    "{'eventName':'INSERT','dynamodb':{'Keys':{'id':{'S':'a1'}},'NewImage':{'n':{'N':'7'}}}}")))
        .isEqualTo(accepted);
  }

  @Rule(
      of = Subject.FILTER,
      property = "Filters",
      page = "invocation-eventfiltering",
      says = "Several filters are ORed.")
  @ParameterizedTest
  @CsvSource({"a,true", "b,true", "c,false"})
  void filters_areOred(String type, boolean accepted) {
    EventFilter filter =
        EventFilter.of(
            SourceKind.SQS, List.of(json("{'body':{'t':['a']}}"), json("{'body':{'t':['b']}}")));

    assertThat(filter.accepts(message("{'t':'" + type + "'}"))).isEqualTo(accepted);
  }

  @Rule(
      of = Subject.FILTER,
      property = "Pattern",
      page = "invocation-eventfiltering",
      says = "A pattern that is no valid filter is refused when the mapping is created.")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          KINESIS  | nothing                                | no JSON
          KINESIS  | {}                                     | at least one property
          KINESIS  | {'data':['text']}                      | a JSON object
          KINESIS  | {'partitionKey':['p']}                 | by data only
          DYNAMODB | {'dynamodb':['text']}                  | a JSON object
          SQS      | {'body':'text'}                        | Invalid filter pattern definition
          SQS      | {'body':{'t':[{'near':'x'}]}}          | Invalid filter pattern definition
          SQS      | {'body':{'t':[{'wildcard':'x*'}]}}     | the operator wildcard
          """)
  void invalidPattern_isRefused(SourceKind kind, String pattern, String message) {
    assertThatThrownBy(() -> EventFilter.of(kind, List.of(json(pattern))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
