// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

/** The services behind the gateway. */
public enum Service {
  CLOUDFORMATION,
  CODEDEPLOY,
  /** Tables and their streams: one engine answers for both. */
  DYNAMODB,
  EVENTBRIDGE,
  KINESIS,
  LAMBDA,
  S3,
  SQS,
  STS,
  XRAY,
  /** Not AWS's: the state of the local cloud itself, under {@code /_millrace/}. */
  MILLRACE
}
