// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.Cell;
import io.millrace.sink.view.DynamoCells;
import io.millrace.sink.view.DynamoRecords;
import io.millrace.sink.view.Grain;
import io.millrace.sink.view.Kind;
import io.millrace.sink.view.Verification;
import io.millrace.sink.view.VerificationReport;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Counts what stands in the tables, buckets and queues of a stack. */
final class Census {

  private final DynamoDbClient dynamo;
  private final S3Client s3;
  private final SqsClient sqs;
  private final Resources resources;

  Census(Clients clients, Resources resources) {
    this.dynamo = clients.dynamoDb();
    this.s3 = clients.s3();
    this.sqs = clients.sqs();
    this.resources = resources;
  }

  void records(RecordCounts counts) {
    new DynamoRecords(dynamo, resources.recordsTable()).visitAll(counts);
  }

  /** Totals of the day cells by kind. */
  Map<Kind, Long> aggregates() {
    Map<Kind, Long> totals = new EnumMap<>(Kind.class);
    new DynamoCells(dynamo, resources.aggregatesTable())
        .visitAll(
            (cell, values) -> {
              if (cell.grain() == Grain.DAY) {
                totals.merge(cell.kind(), values.getOrDefault(Cell.TOTAL, 0L), Long::sum);
              }
            });
    return totals;
  }

  VerificationReport verification() {
    return Verification.of(
            dynamo, resources.recordsTable(), resources.aggregatesTable(), Keeping.DEFAULT)
        .verify(() -> Pauses.pause(VerifyCommand.SETTLE));
  }

  List<S3Object> renditions() {
    return objects(resources.renditionsBucket());
  }

  /** Messages in the dead-letter queues and objects in the failures bucket. */
  long deadLetters() {
    long messages =
        new Queues(sqs)
            .depths(resources).stream()
                .filter(Queues.Depth::deadLetters)
                .mapToLong(queue -> queue.waiting() + queue.inFlight())
                .sum();
    return messages + objects(resources.failuresBucket()).size();
  }

  private List<S3Object> objects(String bucket) {
    return s3.listObjectsV2Paginator(r -> r.bucket(bucket)).contents().stream().toList();
  }
}
