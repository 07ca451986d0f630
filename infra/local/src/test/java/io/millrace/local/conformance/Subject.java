// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.conformance;

/** What a rule is about; the chapters of CONFORMANCE.md, in this order. */
public enum Subject {
  STREAM("Event source mappings of streams (Kinesis, DynamoDB Streams)"),
  REPORT("Partial batch responses"),
  WINDOW("Tumbling windows"),
  QUEUE("Event source mappings of queues (SQS)"),
  FILTER("Filters"),
  API("The mappings' API"),
  FUNCTION("Functions and their execution environments"),
  VERSION("Versions and aliases"),
  DEPLOYMENT("Deployments of aliases (CodeDeploy, CloudFormation)"),
  ASYNC("Asynchronous invocations"),
  KINESIS("Kinesis"),
  S3("S3 events");

  final String title;

  Subject(String title) {
    this.title = title;
  }
}
