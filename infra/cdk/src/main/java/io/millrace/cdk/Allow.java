// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sqs.Queue;

/**
 * Policy statements, each one thing a function does to one resource. CDK's grants allow more than
 * the stages need.
 */
final class Allow {

  private Allow() {}

  static PolicyStatement on(String sid, String resource, String... actions) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .actions(List.of(actions))
        .resources(List.of(resource))
        .build();
  }

  static PolicyStatement onTable(String sid, Table table, String... actions) {
    return on(sid, table.getTableArn(), actions);
  }

  static PolicyStatement read(String sid, Bucket bucket) {
    return on(sid, bucket.arnForObjects("*"), "s3:GetObject");
  }

  /** Without it a missing object is answered as a forbidden one. */
  static PolicyStatement find(String sid, Bucket bucket) {
    return on(sid, bucket.getBucketArn(), "s3:ListBucket");
  }

  static PolicyStatement write(String sid, Bucket bucket, String keys) {
    return on(sid, bucket.arnForObjects(keys), "s3:PutObject");
  }

  static PolicyStatement consume(Queue queue) {
    return on(
        "ConsumeQueue",
        queue.getQueueArn(),
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes");
  }

  /** To put a message back until a time of its own. */
  static PolicyStatement defer(Queue queue) {
    return on("DeferMessages", queue.getQueueArn(), "sqs:ChangeMessageVisibility");
  }

  /** Every call of the idempotency table is an UpdateItem that answers with the item. */
  static PolicyStatement claim(Table idempotency) {
    return onTable("Claim", idempotency, "dynamodb:UpdateItem");
  }

  static PolicyStatement consume(Stream stream) {
    return on(
        "ConsumeStream",
        stream.getStreamArn(),
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards");
  }

  static List<PolicyStatement> consumeStreamOf(Table table) {
    return List.of(
        on(
            "ConsumeStream",
            stream(table),
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator"),
        // Lambda asks for it when the mapping is made; it lists, so it names no single stream.
        on("ListStreams", table.getTableArn() + "/stream/*", "dynamodb:ListStreams"));
  }

  /** What Lambda needs of the function's role to keep a failed batch in a bucket. */
  static List<PolicyStatement> keepFailures(Bucket failures) {
    return List.of(
        write("KeepFailures", failures, "aws/lambda/*"),
        on("FindFailures", failures.getBucketArn(), "s3:ListBucket"));
  }

  static String stream(Table table) {
    String arn = table.getTableStreamArn();
    if (arn == null) {
      throw new IllegalStateException("table " + table.getNode().getPath() + " has no stream");
    }
    return arn;
  }
}
