// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.aws.PartItems;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which rejects a command is about: options of the {@code rejects} commands. */
final class RejectSelection {

  /** Of the records table, in the template; holds rejects only. */
  private static final String INDEX = "rejects";

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      converter = PipelineStage.Name.class,
      description = "Only of upload, enrich or resize.")
  private @Nullable PipelineStage stage;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only of this reason, such as TOO_OLD.")
  private @Nullable Reason reason;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Ago.class,
      description = "Only what came within this time, such as 30m, 2h or 1d.")
  private @Nullable Duration since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Ago.class,
      description = "Only what came longer ago than this.")
  private @Nullable Duration until;

  /** Those that fit, the oldest first. */
  List<RejectPart> read(DynamoDbClient dynamo, String table, Instant now) {
    List<RejectPart> found = new ArrayList<>();
    for (PipelineStage one : stage == null ? PipelineStage.REJECTING : List.of(stage)) {
      dynamo
          .queryPaginator(
              r ->
                  r.tableName(table)
                      .indexName(INDEX)
                      .keyConditionExpression("#stage = :stage AND #time BETWEEN :from AND :to")
                      .expressionAttributeNames(Map.of("#stage", "stage", "#time", Part.TIME))
                      .expressionAttributeValues(
                          Map.of(
                              ":stage", AttributeValue.fromS(one.module()),
                              ":from", millis(since == null ? Instant.EPOCH : now.minus(since)),
                              // A reject's time is its input's own, and clocks differ.
                              ":to",
                                  millis(
                                      until == null
                                          ? now.plus(Duration.ofDays(1))
                                          : now.minus(until)))))
          .items()
          .forEach(
              item -> {
                if (PartItems.part(item) instanceof RejectPart reject
                    && (reason == null || reject.reason() == reason)) {
                  found.add(reject);
                }
              });
    }
    found.sort(Comparator.comparing(RejectPart::time).thenComparing(RejectPart::id));
    return found;
  }

  private static AttributeValue millis(Instant time) {
    return AttributeValue.fromN(Long.toString(time.toEpochMilli()));
  }
}
