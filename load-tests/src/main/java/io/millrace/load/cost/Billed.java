// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

/** What AWS bills and Millrace uses. The names are those of the price table's file. */
public enum Billed {
  LAMBDA_REQUEST("Lambda"),
  LAMBDA_GB_SECOND_ARM64("Lambda"),
  LAMBDA_GB_SECOND_X86("Lambda"),
  /** Records in, each rounded up to 1 KB. */
  KINESIS_ON_DEMAND_IN_GB("Kinesis"),
  KINESIS_ON_DEMAND_OUT_GB("Kinesis"),
  KINESIS_ON_DEMAND_STREAM_HOUR("Kinesis"),
  /** Provisioned mode: 25 KB of a record. */
  KINESIS_PUT_UNIT("Kinesis"),
  KINESIS_SHARD_HOUR("Kinesis"),
  /** 1 KB of an item, twice in a transaction. */
  DYNAMODB_WRITE_UNIT("DynamoDB"),
  /** 4 KB, half of it when eventually consistent. */
  DYNAMODB_READ_UNIT("DynamoDB"),
  /** GetRecords by anyone but Lambda. */
  DYNAMODB_STREAM_READ("DynamoDB"),
  DYNAMODB_GB_MONTH("DynamoDB"),
  /** 64 KB of a request. */
  SQS_REQUEST("SQS"),
  S3_PUT_REQUEST("S3"),
  S3_GET_REQUEST("S3"),
  S3_GB_MONTH("S3"),
  /** 64 KB of an event. */
  EVENTBRIDGE_EVENT("EventBridge"),
  LOGS_GB("CloudWatch"),
  METRIC_MONTH("CloudWatch"),
  TRANSFER_GB("Data transfer");

  private final String service;

  Billed(String service) {
    this.service = service;
  }

  /** The service on the bill. */
  public String service() {
    return service;
  }
}
