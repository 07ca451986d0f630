// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.operations.FailureKeys;
import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.AllCells;
import io.millrace.sink.view.Cell;
import io.millrace.sink.view.DynamoCells;
import io.millrace.sink.view.DynamoRecords;
import io.millrace.sink.view.Grain;
import io.millrace.sink.view.Kind;
import io.millrace.sink.view.Records;
import io.millrace.sink.view.Verification;
import io.millrace.sink.view.VerificationReport;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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

  /**
   * What the two tables hold.
   *
   * @param aggregates totals of the day cells by kind
   * @param verification of the aggregates against the records
   */
  record Tables(
      RecordCounts records, Map<Kind, Long> aggregates, VerificationReport verification) {}

  /**
   * Counts and verifies in one reading: what the verification reads, the counters see.
   *
   * @param emptyCounts makes counts of nothing, for each reading anew
   */
  Tables tables(Supplier<RecordCounts> emptyCounts) {
    AtomicReference<RecordCounts> records = new AtomicReference<>(emptyCounts.get());
    Map<Kind, Long> totals = new EnumMap<>(Kind.class);
    Records seenRecords =
        visitor -> {
          records.set(emptyCounts.get());
          new DynamoRecords(dynamo, resources.recordsTable())
              .visitAll(records.get().andThen(visitor));
        };
    AllCells seenCells =
        visitor -> {
          totals.clear();
          new DynamoCells(dynamo, resources.aggregatesTable())
              .visitAll(
                  (cell, values) -> {
                    if (cell.grain() == Grain.DAY) {
                      totals.merge(cell.kind(), values.getOrDefault(Cell.TOTAL, 0L), Long::sum);
                    }
                    visitor.cell(cell, values);
                  });
        };
    VerificationReport report =
        new Verification(seenRecords, seenCells, Keeping.DEFAULT, InstantSource.system())
            .verify(() -> Pauses.pause(VerifyCommand.SETTLE));
    return new Tables(records.get(), totals, report);
  }

  List<S3Object> renditions() {
    return objects(resources.renditionsBucket());
  }

  /** Messages in the dead-letter queues and what waits in the failures bucket. */
  long deadLetters() {
    long messages =
        new Queues(sqs)
            .depths(resources).stream()
                .filter(Queues.Depth::deadLetters)
                .mapToLong(queue -> queue.waiting() + queue.inFlight())
                .sum();
    return messages
        + objects(resources.failuresBucket()).stream()
            .filter(object -> FailureKeys.isWaiting(object.key()))
            .count();
  }

  private List<S3Object> objects(String bucket) {
    return s3.listObjectsV2Paginator(r -> r.bucket(bucket)).contents().stream().toList();
  }
}
