// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the service a request is for: by the credential scope, then by X-Amz-Target, then by path,
 * then by the API version of a form; what none of them names is S3's, whose paths are anything.
 */
final class Router {
  private static final Pattern LAMBDA_PATH = Pattern.compile("/20\\d\\d-\\d\\d-\\d\\d/.*");
  private static final Map<String, Service> BY_SCOPE =
      Map.ofEntries(
          Map.entry("cloudformation", Service.CLOUDFORMATION),
          Map.entry("codedeploy", Service.CODEDEPLOY),
          Map.entry("dynamodb", Service.DYNAMODB),
          Map.entry("events", Service.EVENTBRIDGE),
          Map.entry("kinesis", Service.KINESIS),
          Map.entry("lambda", Service.LAMBDA),
          Map.entry("logs", Service.LOGS),
          Map.entry("monitoring", Service.CLOUDWATCH),
          Map.entry("s3", Service.S3),
          Map.entry("sqs", Service.SQS),
          Map.entry("sts", Service.STS));
  private static final Map<String, Service> BY_TARGET =
      Map.of(
          "AWSEvents", Service.EVENTBRIDGE,
          "AmazonSQS", Service.SQS,
          "CodeDeploy_20141006", Service.CODEDEPLOY,
          "DynamoDBStreams_20120810", Service.DYNAMODB,
          "DynamoDB_20120810", Service.DYNAMODB,
          "GraniteServiceVersion20100801", Service.CLOUDWATCH,
          "Kinesis_20131202", Service.KINESIS,
          "Logs_20140328", Service.LOGS);
  private static final Map<String, Service> BY_VERSION =
      Map.of(
          "2010-05-15", Service.CLOUDFORMATION,
          "2010-08-01", Service.CLOUDWATCH,
          "2011-06-15", Service.STS,
          "2012-11-05", Service.SQS);

  private Router() {}

  /**
   * Finds the service.
   *
   * @param path decoded
   * @param scope of the credentials, absent for an anonymous request
   * @param target the X-Amz-Target header, empty without one
   * @param form the decoded query and form parameters
   * @return empty when the credentials are for a service that is not here
   */
  static Optional<Service> route(
      String path, Optional<CredentialScope> scope, String target, Map<String, String> form) {
    if (path.startsWith("/_millrace/")) {
      return Optional.of(Service.MILLRACE);
    }
    if (scope.isPresent()) {
      return Optional.ofNullable(BY_SCOPE.get(scope.get().service()));
    }
    int dot = target.indexOf('.');
    if (dot > 0) {
      return Optional.ofNullable(BY_TARGET.get(target.substring(0, dot)));
    }
    if (path.startsWith("/service/GraniteServiceVersion20100801/")) {
      return Optional.of(Service.CLOUDWATCH);
    }
    if (LAMBDA_PATH.matcher(path).matches()) {
      return Optional.of(Service.LAMBDA);
    }
    if (form.containsKey("Action") && form.containsKey("Version")) {
      return Optional.ofNullable(BY_VERSION.get(form.get("Version")));
    }
    return Optional.of(Service.S3);
  }
}
