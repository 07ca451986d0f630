// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The document about a batch that was given up. [kinesis-on-failure-destination,
 * services-dynamodb-errors]
 */
final class FailureDocument {
  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private FailureDocument() {}

  /** The key of the object that keeps it; the random part makes it unique. */
  static String key(FailedBatch batch, String random) {
    return "aws/lambda/"
        + batch.mapping().uuid()
        + "/"
        + batch.shardId()
        + "/"
        + DAY.format(batch.at())
        + "/"
        + SECOND.format(batch.at())
        + "-"
        + random;
  }

  static String json(FailedBatch batch, boolean withPayload) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    var discard = batch.discard();
    int invocations = discard.batch().failures();
    document
        .putObject("requestContext")
        .put("requestId", discard.lastRequestId())
        .put("functionArn", batch.mapping().functionArn())
        .put("condition", discard.condition().text)
        .put("approximateInvokeCount", invocations);
    if (invocations > 0) {
      ObjectNode response = document.putObject("responseContext");
      response.put("statusCode", 200).put("executedVersion", discard.lastVersion());
      response.put("functionError", discard.functionError() ? "Unhandled" : null);
    }
    document.put("version", "1.0").put("timestamp", ISO_MILLIS.format(batch.at()));
    String info =
        batch.mapping().kind() == SourceKind.KINESIS ? "KinesisBatchInfo" : "DDBStreamBatchInfo";
    List<StreamRecord> records = discard.batch().records();
    document
        .putObject(info)
        .put("shardId", batch.shardId())
        .put("startSequenceNumber", records.getFirst().sequenceNumber())
        .put("endSequenceNumber", records.getLast().sequenceNumber())
        .put("approximateArrivalOfFirstRecord", iso(records.getFirst()))
        .put("approximateArrivalOfLastRecord", iso(records.getLast()))
        .put("batchSize", records.size())
        .put("streamArn", batch.mapping().sourceArn());
    if (withPayload) {
      document.put("payload", batch.event());
    }
    return document.toString();
  }

  private static String iso(StreamRecord record) {
    return ISO_MILLIS.format(Instant.ofEpochMilli(record.arrivedAtMillis()));
  }
}
