// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** [IAM User Guide, Policy evaluation logic; JSON policy element reference] */
class DecisionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource({
    "s3:GetObject,       arn:aws:s3:::photos/a/b.jpg,    ALLOWED",
    "S3:getobject,       arn:aws:s3:::photos/a,          ALLOWED",
    "s3:GetObject,       arn:aws:s3:::Photos/a,          NOT_ALLOWED",
    "s3:GetObject,       arn:aws:s3:::photos,            NOT_ALLOWED",
    "s3:GetObject,       arn:aws:s3:::photos/secret/a,   DENIED",
    "s3:GetObjectAcl,    arn:aws:s3:::photos/a,          NOT_ALLOWED",
    "s3:PutObject,       arn:aws:s3:::photos/x/y.jpg,    ALLOWED",
    "s3:PutObject,       arn:aws:s3:::photos/xx/y.jpg,   NOT_ALLOWED",
    "s3:ListBucket,      arn:aws:s3:::photos,            ALLOWED",
    "s3:ListBucketVersions, arn:aws:s3:::photos,         ALLOWED",
    "dynamodb:GetItem,   arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1, ALLOWED",
    "dynamodb:GetItem,   arn:aws:dynamodb:us-east-1:000000000000:table/t,          NOT_ALLOWED",
  })
  void actionsAndResources(String action, String resource, Decision expected)
      throws JsonProcessingException {
    String policy =
        "[{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::photos/*'},"
            + "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::photos/secret/*'},"
            + "{'Effect':'Allow','Action':['s3:PutObject','s3:List*'],"
            + "'Resource':['arn:aws:s3:::photos/?/*.jpg','arn:aws:s3:::photos']},"
            + "{'Effect':'Allow','Action':'dynamodb:*',"
            + "'Resource':'arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/1'}]";
    assertThat(Decision.of(policy(policy).statements(), Need.of(action, resource), Map.of()))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} with key = {1}: {2}")
  @CsvSource({
    "'StringEquals':'a',               a,    ALLOWED",
    "'StringEquals':'a',               A,    NOT_ALLOWED",
    "'StringEquals':'a',               ,     NOT_ALLOWED",
    "'StringEqualsIfExists':'a',       ,     ALLOWED",
    "'StringEqualsIfExists':'a',       b,    NOT_ALLOWED",
    "'StringEquals':['b'|'a'],         a,    ALLOWED",
    "'StringNotEquals':['b'|'a'],      a,    NOT_ALLOWED",
    "'StringNotEquals':'a',            ,     ALLOWED",
    "'StringEqualsIgnoreCase':'a',     A,    ALLOWED",
    "'StringLike':'in/*',              in/x, ALLOWED",
    "'StringNotLike':'in/*',           in/x, NOT_ALLOWED",
    "'ForAnyValue:StringEquals':'a',   a,    ALLOWED",
    "'ArnLike':'arn:*:b',              arn:x:b, ALLOWED",
    "'ArnNotEquals':'arn:*:b',         arn:x:b, NOT_ALLOWED",
    "'Bool':'true',                    TRUE, ALLOWED",
    "'Null':'true',                    ,     ALLOWED",
    "'Null':'true',                    a,    NOT_ALLOWED",
    "'Null':'false',                   a,    ALLOWED",
  })
  void conditions(String condition, String actual, Decision expected)
      throws JsonProcessingException {
    String[] operator = condition.replace('|', ',').split("(?<=')(?=:['\\[])", 2);
    String policy =
        "[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{"
            + operator[0]
            + ":{'s3:Prefix'"
            + operator[1]
            + "}}}]";
    Map<String, String> context = new HashMap<>();
    if (actual != null) {
      context.put("s3:prefix", actual);
    }
    assertThat(Decision.of(policy(policy).statements(), Need.of("s3:ListBucket", "x"), context))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Effect':'Allow','NotAction':'s3:*','Resource':'*'}",
        "{'Effect':'Allow','Action':'s3:*','Resource':'*','Principal':'*'}",
        "{'Effect':'Maybe','Action':'s3:*','Resource':'*'}",
        "{'Effect':'Allow','Action':'s3:*'}",
        "{'Effect':'Allow','Action':[],'Resource':'*'}",
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateLessThan':{'s3:prefix':'x'}}}",
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringLike':{'aws:SourceIp':'x'}}}"
      })
  void whatIsNotEvaluated_isRefusedByName(String statement) {
    assertThatThrownBy(() -> policy(statement))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("policy p: ");
  }

  @Test
  void policyOfNothing_isRefused() {
    assertThatThrownBy(() -> policy("[]")).hasMessage("policy p: Statement is empty or missing");
  }

  private static PolicyDocument policy(String statements) throws JsonProcessingException {
    return PolicyDocument.of(
        "p", JSON.readTree(("{'Statement':" + statements + "}").replace('\'', '"')));
  }
}
