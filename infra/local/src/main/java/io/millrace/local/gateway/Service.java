// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

/** The services behind the gateway. */
public enum Service {
  CLOUDFORMATION,
  CLOUDWATCH,
  CODEDEPLOY,
  /** Tables and their streams: one engine answers for both. */
  DYNAMODB,
  EVENTBRIDGE,
  KINESIS,
  LAMBDA,
  /** CloudWatch Logs, which is a service of its own. */
  LOGS,
  S3,
  SQS,
  STS,
  /** Not AWS's: the state of the local cloud itself, under {@code /_millrace/}. */
  MILLRACE
}
