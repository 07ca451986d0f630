// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sqs.Queue;

/**
 * What a function may do, each one thing to one resource. CDK's grants allow more than the stages
 * need.
 */
final class Allow {

  private Allow() {}

  static Grant on(String sid, String resource, String... actions) {
    return Grant.exact(sid, List.of(resource), actions);
  }

  static Grant onTable(String sid, Table table, String... actions) {
    return on(sid, table.getTableArn(), actions);
  }

  /**
   * @param keys ends in a wildcard
   * @param reason why the keys can't be named
   */
  static Grant objects(String sid, Bucket bucket, String keys, String reason, String... actions) {
    return Grant.wide(
        sid,
        bucket.arnForObjects(keys),
        new Grant.Wildcard("<" + bucket.getNode().getId() + ".Arn>/" + keys, reason),
        actions);
  }

  static Grant readUploads(Bucket uploads) {
    return objects(
        "ReadUploads",
        uploads,
        "*",
        "Whoever uploads chooses the key; the function reads objects of this one bucket.",
        "s3:GetObject");
  }

  /** Without it a missing object is answered as a forbidden one. */
  static Grant find(String sid, Bucket bucket) {
    return on(sid, bucket.getBucketArn(), "s3:ListBucket");
  }

  /** The prefix is the module's name. */
  static Grant keepRejects(Bucket rejects, String module) {
    return objects(
        "KeepRejects",
        rejects,
        module + "/*",
        "The key of a reject is made from its input; the stage writes below its own prefix only.",
        "s3:PutObject");
  }

  static Grant consume(Queue queue) {
    return on(
        "ConsumeQueue",
        queue.getQueueArn(),
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes");
  }

  /** To put a message back until a time of its own. */
  static Grant defer(Queue queue) {
    return on("DeferMessages", queue.getQueueArn(), "sqs:ChangeMessageVisibility");
  }

  /** Every call of the idempotency table is an UpdateItem that answers with the item. */
  static Grant claim(Table idempotency) {
    return onTable("Claim", idempotency, "dynamodb:UpdateItem");
  }

  static Grant consume(Stream stream) {
    return on(
        "ConsumeStream",
        stream.getStreamArn(),
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards");
  }

  static List<Grant> consumeStreamOf(Table table) {
    return List.of(
        on(
            "ConsumeStream",
            stream(table),
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator"),
        Grant.wide(
            "ListStreams",
            table.getTableArn() + "/stream/*",
            new Grant.Wildcard(
                "<" + table.getNode().getId() + ".Arn>/stream/*",
                "Lambda lists the table's streams when the mapping is made: a list names no single"
                    + " stream."),
            "dynamodb:ListStreams"));
  }

  /** What Lambda needs of the function's role to keep a failed batch in a bucket. */
  static List<Grant> keepFailures(Bucket failures) {
    return List.of(
        objects(
            "KeepFailures",
            failures,
            "aws/lambda/*",
            "Lambda chooses the key of a failed batch, below this prefix.",
            "s3:PutObject"),
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
