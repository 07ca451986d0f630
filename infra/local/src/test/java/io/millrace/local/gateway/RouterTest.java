// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {

  @ParameterizedTest
  @CsvSource({
    "s3,S3",
    "sqs,SQS",
    "dynamodb,DYNAMODB",
    "kinesis,KINESIS",
    "lambda,LAMBDA",
    "events,EVENTBRIDGE",
    "cloudformation,CLOUDFORMATION",
    "sts,STS"
  })
  void credentialScope_decidesFirst(String scope, Service service) {
    Optional<CredentialScope> signed =
        CredentialScope.parse(
            "AWS4-HMAC-SHA256 Credential=key/20261123/us-east-1/"
                + scope
                + "/aws4_request, SignedHeaders=host");

    assertThat(Router.route("/2015-03-31/functions", signed, "AmazonSQS.SendMessage", Map.of()))
        .contains(service);
  }

  @Test
  void credentialsForAServiceThatIsNotHere_areRoutedNowhere() {
    assertThat(
            Router.route(
                "/", scope("iam"), "", Map.of("Action", "ListUsers", "Version", "2010-05-08")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AmazonSQS.SendMessage,SQS",
    "DynamoDB_20120810.PutItem,DYNAMODB",
    "DynamoDBStreams_20120810.GetRecords,DYNAMODB",
    "Kinesis_20131202.PutRecord,KINESIS",
    "AWSEvents.PutEvents,EVENTBRIDGE"
  })
  void unsignedRequest_isRoutedByItsTarget(String target, Service service) {
    assertThat(Router.route("/", Optional.empty(), target, Map.of())).contains(service);
  }

  @Test
  void unsignedRequest_isRoutedByPathAndForm_andIsElseForS3() {
    assertThat(Router.route("/2015-03-31/functions/f/invocations", Optional.empty(), "", Map.of()))
        .contains(Service.LAMBDA);
    assertThat(form("CreateStack", "2010-05-15")).contains(Service.CLOUDFORMATION);
    assertThat(form("GetCallerIdentity", "2011-06-15")).contains(Service.STS);
    assertThat(form("SendMessage", "2012-11-05")).contains(Service.SQS);
    assertThat(Router.route("/bucket/key", Optional.empty(), "", Map.of())).contains(Service.S3);
    assertThat(Router.route("/_millrace/status", Optional.empty(), "", Map.of()))
        .contains(Service.MILLRACE);
  }

  @Test
  void presignedCredential_isReadLikeAHeader() {
    assertThat(CredentialScope.parse("fn-upload/20261123/us-east-1/s3/aws4_request"))
        .contains(new CredentialScope("fn-upload", "us-east-1", "s3"));
    assertThat(CredentialScope.parse("AWS key:signature")).isEmpty();
  }

  private static Optional<CredentialScope> scope(String service) {
    return Optional.of(new CredentialScope("key", "us-east-1", service));
  }

  private static Optional<Service> form(String action, String version) {
    return Router.route("/", Optional.empty(), "", Map.of("Action", action, "Version", version));
  }
}
