// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Everything that the stages leave behind, as a text that changes with it. */
final class Contents implements AutoCloseable {

  private static final String[] QUEUES = {"uploadsQueue", "resizeQueue"};
  private static final String[] TABLES = {"recordsTable", "aggregatesTable", "idempotencyTable"};
  private static final String[] BUCKETS = {
    "renditionsBucket", "archiveBucket", "rejectsBucket", "failuresBucket"
  };

  private final Cloud cloud;
  private final DynamoDbClient dynamo;
  private final S3Client s3;
  private final SqsClient sqs;

  Contents(Cloud cloud) {
    this.cloud = cloud;
    dynamo = cloud.dynamoDb();
    s3 = cloud.s3();
    sqs = cloud.sqs();
  }

  Stillness.Look look() {
    Map<String, Long> busy = new TreeMap<>();
    for (String queue : QUEUES) {
      long messages = messages(cloud.resource(queue));
      if (messages > 0) {
        busy.put(queue, messages);
      }
    }
    Map<String, Integer> contents = new TreeMap<>();
    for (String table : TABLES) {
      contents.put(table, items(cloud.resource(table)));
    }
    for (String bucket : BUCKETS) {
      contents.put(bucket, objects(cloud.resource(bucket)));
    }
    return new Stillness.Look(busy.isEmpty() ? "" : busy.toString(), contents.toString());
  }

  private long messages(String url) {
    return sqs
        .getQueueAttributes(
            r ->
                r.queueUrl(url)
                    .attributeNames(
                        APPROXIMATE_NUMBER_OF_MESSAGES,
                        APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
        .attributes()
        .values()
        .stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  /** Order does not matter to a sum, nor does where a page ends. */
  private int items(String table) {
    return dynamo.scanPaginator(r -> r.tableName(table).consistentRead(true)).items().stream()
        .mapToInt(Map::hashCode)
        .sum();
  }

  private int objects(String bucket) {
    return s3.listObjectsV2Paginator(r -> r.bucket(bucket)).contents().stream()
        .mapToInt(S3Object::hashCode)
        .sum();
  }

  @Override
  public void close() {
    dynamo.close();
    s3.close();
    sqs.close();
  }
}
