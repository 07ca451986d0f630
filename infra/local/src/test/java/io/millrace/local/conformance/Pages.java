// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.conformance;

/**
 * Where the pages are that rules name: {@code name} is one of the Lambda Developer Guide, {@code
 * API_Name} of Lambda's API reference; {@code kinesis:}, {@code streams:}, {@code sqs:}, {@code
 * ddb:}, {@code s3:}, {@code deploy:} and {@code cfn:} stand before those of the Kinesis API
 * reference and of the guides of Kinesis Data Streams, SQS, DynamoDB, S3, CodeDeploy and
 * CloudFormation.
 */
final class Pages {
  private static final String DOCS = "https://docs.aws.amazon.com/";

  private Pages() {}

  static String link(String page) {
    int colon = page.indexOf(':');
    String name = page.substring(colon + 1);
    String folder =
        switch (page.substring(0, Math.max(colon, 0))) {
          case "kinesis" -> "kinesis/latest/APIReference/";
          case "streams" -> "streams/latest/dev/";
          case "sqs" -> "AWSSimpleQueueService/latest/SQSDeveloperGuide/";
          case "ddb" -> "amazondynamodb/latest/developerguide/";
          case "deploy" -> "codedeploy/latest/userguide/";
          case "cfn" -> "AWSCloudFormation/latest/UserGuide/";
          case "s3" -> "AmazonS3/latest/userguide/";
          case "" -> name.startsWith("API_") ? "lambda/latest/api/" : "lambda/latest/dg/";
          default -> throw new IllegalArgumentException("no such set of pages: " + page);
        };
    return "[" + name + "](" + DOCS + folder + name + ".html)";
  }
}
