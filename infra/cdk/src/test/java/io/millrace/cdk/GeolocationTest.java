// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The refresh of the geolocation database, in the committed template. */
class GeolocationTest {

  private static final String REFRESHED = "GeolocationRefreshed";

  private final JsonNode template = Golden.read(Golden.FILE);
  private final JsonNode resources = template.path("Resources");

  @Test
  void withoutBeingAskedFor_thereIsABucketAndNothingElse() {
    assertThat(template.at("/Parameters/GeolocationRefresh/Default").asText())
        .isEqualTo("disabled");
    assertThat(template.at("/Conditions/GeolocationRefreshed/Fn::Equals").toString())
        .isEqualTo("[{\"Ref\":\"GeolocationRefresh\"},\"enabled\"]");
    assertThat(resources.properties())
        .filteredOn(resource -> resource.getKey().startsWith("Geolocation"))
        .hasSize(8) // with its alarm
        .allSatisfy(
            resource ->
                assertThat(resource.getValue().path("Condition").asText())
                    .as(resource.getKey())
                    .isEqualTo(
                        resource.getKey().equals("GeolocationSecretPolicy")
                            ? "GeolocationWithSecret"
                            : REFRESHED));
    assertThat(
            resources
                .at("/EnrichFunction/Properties/Environment/Variables/REFERENCE_BUCKET/Fn::If")
                .toString())
        .isEqualTo(
            "[\"GeolocationRefreshed\",{\"Ref\":\"ReferenceBucket\"},{\"Ref\":\"AWS::NoValue\"}]");
  }

  @Test
  void schedule_isDaily_boundsItsRetries_andInvokesTheFunction() {
    JsonNode schedule = properties("GeolocationSchedule");

    assertThat(schedule.path("ScheduleExpression").asText()).isEqualTo("cron(17 4 * * ? *)");
    assertThat(schedule.at("/FlexibleTimeWindow/Mode").asText()).isEqualTo("FLEXIBLE");
    assertThat(schedule.at("/Target/Arn/Fn::GetAtt/0").asText()).isEqualTo("GeolocationFunction");
    assertThat(schedule.at("/Target/RoleArn/Fn::GetAtt/0").asText())
        .isEqualTo("GeolocationScheduleRole");
    assertThat(schedule.at("/Target/RetryPolicy/MaximumRetryAttempts").asInt()).isEqualTo(3);
    assertThat(schedule.at("/Target/RetryPolicy/MaximumEventAgeInSeconds").asInt())
        .isEqualTo(14_400);
  }

  @Test
  void scheduler_mayInvokeTheFunction_onlyForThisAccount() {
    JsonNode role = properties("GeolocationScheduleRole");
    JsonNode trust = role.at("/AssumeRolePolicyDocument/Statement/0");

    assertThat(trust.at("/Principal/Service").asText()).isEqualTo("scheduler.amazonaws.com");
    assertThat(trust.at("/Condition/StringEquals/aws:SourceAccount/Ref").asText())
        .isEqualTo("AWS::AccountId");
    assertThat(grants(role.at("/Policies/0/PolicyDocument")))
        .containsExactly(
            Map.entry(
                "lambda:InvokeFunction", "{\"Fn::GetAtt\":[\"GeolocationFunction\",\"Arn\"]}"));
  }

  @Test
  void enrich_mayReadDatabases_andNothingElseOfTheBucket() {
    JsonNode policy = properties("GeolocationEnrichPolicy");

    assertThat(policy.at("/Roles/0/Ref").asText()).isEqualTo("EnrichFunctionRole");
    assertThat(grants(policy.path("PolicyDocument")))
        .containsExactly(
            Map.entry("s3:GetObject", inBucket("/geolocation/*")),
            Map.entry("s3:ListBucket", "{\"Fn::GetAtt\":[\"ReferenceBucket\",\"Arn\"]}"));
  }

  @Test
  void refresh_readsThePointerAndItsSecret_andPutsDatabases() {
    assertThat(grants(properties("GeolocationFunctionRole").at("/Policies/0/PolicyDocument")))
        .filteredOn(grant -> !grant.getKey().matches("(logs|xray):.*"))
        .containsExactly(
            Map.entry("s3:GetObject", inBucket("/geolocation/current.json")),
            Map.entry("s3:ListBucket", "{\"Fn::GetAtt\":[\"ReferenceBucket\",\"Arn\"]}"),
            Map.entry("s3:PutObject", inBucket("/geolocation/*")));
    assertThat(grants(properties("GeolocationSecretPolicy").path("PolicyDocument")))
        .containsExactly(
            Map.entry("secretsmanager:GetSecretValue", "{\"Ref\":\"GeolocationCredentialsArn\"}"));
  }

  @Test
  void secret_isNamedByItsArn_withoutAWildcard() {
    String pattern = template.at("/Parameters/GeolocationCredentialsArn/AllowedPattern").asText();
    String arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:maxmind-AbCdEf";

    assertThat(List.of("", arn)).allMatch(value -> value.matches(pattern));
    assertThat(List.of("maxmind", "*", arn.replace("AbCdEf", "*"), arn.replace("maxmind", "?")))
        .noneMatch(value -> value.matches(pattern));
  }

  @Test
  void referenceBucket_keepsOldPointersForAWhile_andEveryDatabase() {
    JsonNode bucket = properties("ReferenceBucket");

    assertThat(bucket.at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
    JsonNode rules = bucket.at("/LifecycleConfiguration/Rules");
    assertThat(rules.findValuesAsText("NoncurrentDays")).containsExactly("30");
    assertThat(rules.findValues("ExpirationInDays")).isEmpty();
  }

  private static String inBucket(String keys) {
    return "{\"Fn::Join\":[\"\",[{\"Fn::GetAtt\":[\"ReferenceBucket\",\"Arn\"]},\""
        + keys
        + "\"]]}";
  }

  private static List<Map.Entry<String, String>> grants(JsonNode document) {
    return document
        .path("Statement")
        .valueStream()
        .flatMap(
            statement ->
                (statement.path("Action").isArray()
                        ? statement.path("Action").valueStream()
                        : java.util.stream.Stream.of(statement.path("Action")))
                    .map(
                        action ->
                            Map.entry(action.asText(), statement.path("Resource").toString())))
        .toList();
  }

  private JsonNode properties(String id) {
    assertThat(resources.has(id)).as(id).isTrue();
    return resources.path(id).path("Properties");
  }
}
