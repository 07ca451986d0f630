// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.aws.DynamoIdempotencyTable;
import io.millrace.shared.event.UploadProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The uploads that are being taken in and take more than a moment, from the idempotency table.
 *
 * <p>By a scan with a filter, since nothing else lists keys by how they begin: it reads every entry
 * of the last days, resized photos included, and costs half a read unit for each 4 KB, that is
 * about half a cent for a million of them. An index would cost a write for every step of every
 * upload.
 */
final class UploadsInProgress {

  /** The prefix of the upload function's keys. */
  private static final String PREFIX = "upload#";

  /** Pages of 1 MB that are looked through; a status should not take minutes. */
  private static final int MAX_PAGES = 300;

  /**
   * One of them.
   *
   * @param percent of its bytes that were read
   * @param heldUntil when the invocation that is at it ends, in ISO 8601; empty when it waits for
   *     one in the queue
   */
  record Row(
      String object,
      long bytes,
      int percent,
      long lines,
      long accepted,
      long rejected,
      int hops,
      String heldUntil) {}

  private UploadsInProgress() {}

  static List<Row> of(DynamoDbClient dynamo, String table, Instant now) {
    List<Row> rows = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    for (int page = 0; page == 0 || (!from.isEmpty() && page < MAX_PAGES); page++) {
      ScanRequest.Builder request =
          ScanRequest.builder()
              .tableName(table)
              .filterExpression(
                  "begins_with(#id, :prefix) AND #status = :progress AND contains(#data, :whole)")
              .expressionAttributeNames(
                  Map.of(
                      "#id", DynamoIdempotencyTable.ID,
                      "#status", DynamoIdempotencyTable.STATUS,
                      "#data", DynamoIdempotencyTable.DATA))
              .expressionAttributeValues(
                  Map.of(
                      ":prefix", AttributeValue.fromS(PREFIX),
                      // One that was overwritten half way waits for nothing.
                      ":whole", AttributeValue.fromS("\"whole\":true"),
                      ":progress", AttributeValue.fromS(DynamoIdempotencyTable.IN_PROGRESS)));
      if (!from.isEmpty()) {
        request.exclusiveStartKey(from);
      }
      ScanResponse answer = dynamo.scan(request.build());
      answer.items().forEach(item -> rows.add(row(item, now)));
      from = answer.lastEvaluatedKey();
    }
    rows.sort(Comparator.comparing(Row::object));
    return rows;
  }

  private static Row row(Map<String, AttributeValue> item, Instant now) {
    UploadProgress p = UploadProgress.parse(attribute(item, DynamoIdempotencyTable.DATA).s());
    Instant until =
        Instant.ofEpochMilli(
            Long.parseLong(attribute(item, DynamoIdempotencyTable.IN_PROGRESS_EXPIRATION).n()));
    return new Row(
        p.object(),
        p.bytes(),
        p.bytes() == 0 ? 0 : (int) (100 * p.read() / p.bytes()),
        p.accepted() + p.rejected() + p.blank(),
        p.accepted(),
        p.rejected(),
        p.hops(),
        until.isAfter(now) ? until.toString() : "");
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }

  static Table table(List<Row> rows, Instant now) {
    Table table =
        new Table()
            .left("upload")
            .right("size")
            .right("done")
            .right("lines")
            .right("wrong")
            .right("hops")
            .left("lease")
            .indent("  ");
    for (Row row : rows) {
      table.row(
          row.object(),
          Texts.bytes(row.bytes()),
          row.percent() + " %",
          row.lines(),
          row.rejected(),
          row.hops(),
          row.heldUntil().isEmpty()
              ? "waits in the queue"
              : Instant.parse(row.heldUntil()).getEpochSecond() - now.getEpochSecond() + " s left");
    }
    return table;
  }
}
