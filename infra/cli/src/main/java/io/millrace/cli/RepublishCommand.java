// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.event.Json;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.RejectPart;
import io.millrace.sink.view.DynamoRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** {@code millrace republish}: the archive and the photo events once more, from the records. */
@Command(
    name = "republish",
    header =
        "Archive records and announce photos again, after an outage longer than the stream keeps.",
    description = {
      "The change stream of the records holds a day. What the publish function missed by more than that, and"
          + " no failure object holds, is taken from the records and handed to the function again.",
      "Publication is at least once: readers of the archive and receivers of photo events keep one per id."
          + " The time is the event's; an event may arrive days late, so reach back further than the outage.",
      "The aggregates have a way of their own: verify --repair."
    },
    footer = {
      "",
      "Examples:",
      "  ./millrace republish --since 2d --dry-run",
      "  ./millrace republish --since 9d --until 1d"
    })
final class RepublishCommand implements Callable<Integer> {

  /** A little longer than the publish function's timeout. */
  private static final Duration LONGEST = Duration.ofSeconds(70);

  private final Output output;

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Option(
      names = "--since",
      required = true,
      paramLabel = "TIME",
      converter = Ago.class,
      description = "Events from so long ago on, such as 36h or 9d.")
  private Duration since = Duration.ZERO;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Ago.class,
      description = "Up to so long ago (default: now).")
  private @Nullable Duration until;

  @Option(names = "--dry-run", description = "Only count.")
  private boolean dryRun;

  private long records;
  private long photos;
  private long batches;
  private long failed;

  RepublishCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    Instant now = Instant.now();
    Instant from = now.minus(since);
    Instant to = until == null ? Instant.MAX : now.minus(until);
    try (Clients clients = backend.connect();
        ProgressBar progress = output.progress()) {
      LambdaClient lambda = clients.lambdaOnce(LONGEST);
      Resources resources = Resources.of(clients.cloudFormation(), backend);
      ChangeEvents events =
          new ChangeEvents(
              resources.recordsTable(), clients.region(), event -> publish(lambda, event));
      new DynamoRecords(clients.dynamoDb(), resources.recordsTable())
          .visitAll(
              part -> {
                if (part instanceof RejectPart
                    || part.time().isBefore(from)
                    || !part.time().isBefore(to)) {
                  return;
                }
                records++;
                photos += part instanceof PhotoPart ? 1 : 0;
                events.add(part);
                progress.show(0, "republished " + Texts.grouped(records));
              });
      events.flush();
    }
    show();
    return failed == 0 ? Exit.DONE : Exit.FAILED;
  }

  private void publish(LambdaClient lambda, String event) {
    batches++;
    if (dryRun) {
      return;
    }
    InvokeResponse answer =
        lambda.invoke(
            r ->
                r.functionName(backend.stack() + "-publish" + Arns.LIVE)
                    .payload(SdkBytes.fromUtf8String(event)));
    String problem = problem(answer);
    if (!problem.isEmpty()) {
      failed++;
      output.note("Batch " + batches + " failed: " + Texts.cut(problem, 300));
    }
  }

  /** What the answer says went wrong; empty when nothing did. */
  private static String problem(InvokeResponse answer) {
    String payload = answer.payload().asUtf8String();
    if (answer.functionError() != null) {
      return payload;
    }
    try {
      Object failures = Json.read(payload, Map.class).get("batchItemFailures");
      return failures == null || failures.equals(List.of()) ? "" : "failed items " + failures;
    } catch (IOException e) {
      return "the answer is no JSON: " + payload;
    }
  }

  private void show() {
    if (format.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("records", records);
      result.put("photos", photos);
      result.put("batches", batches);
      result.put("failedBatches", failed);
      result.put("dryRun", dryRun);
      output.json(result);
      return;
    }
    output.line(
        (dryRun ? "Would republish " : "Republished ")
            + Texts.grouped(records)
            + " parts of records, "
            + Texts.grouped(photos)
            + " of them photos"
            + ", in "
            + Texts.grouped(batches)
            + " batches"
            + (failed == 0 ? "" : "; " + failed + " batches failed: run it again"));
  }
}
