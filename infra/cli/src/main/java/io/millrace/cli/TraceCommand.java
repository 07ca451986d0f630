// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.record.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace trace}: the way of one record through every stage. */
@Command(
    name = "trace",
    header =
        "Follow one record through every stage: attempts, batches, times, and what was written.",
    description = {
      "Reads the stream of events and the change stream of the records. The attempts of the mappings",
      "are what the local cloud remembers of them; AWS keeps none, so there the way is shorter."
    },
    footer = {
      "",
      "Examples:",
      "  ./millrace trace 3f2a9c0d5b6e7f8091a2b3c4d5e6f708",
      "  ./millrace trace //shop.example/web order-4711 --last 1h"
    })
final class TraceCommand implements Callable<Integer> {

  private static final int REQUEST_DIGITS = 8;

  private final Output output;

  @Mixin private final RecordName record = new RecordName();
  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Option(
      names = "--last",
      paramLabel = "TIME",
      converter = Ago.class,
      description = "How far back the stream of events is read, such as 30m or 1d (default: 1d).")
  private Duration last = Duration.ofDays(1);

  TraceCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    String id = record.id();
    Attempts attempts = backend.isAws() ? null : new Attempts(new ControlClient(backend));
    List<Part> parts;
    List<Hop> hops;
    try (Clients clients = backend.connect()) {
      Resources resources = Resources.of(clients.cloudFormation(), backend);
      String table = resources.recordsTable();
      parts = new DynamoRecordStore(clients.dynamoDb(), table, Backoff.standard()).parts(id);
      Trace trace =
          new Trace(
              new StreamSearch(clients.kinesis(), resources.eventsStream()),
              new ChangeSearch(clients.dynamoDb(), clients.dynamoDbStreams(), table),
              attempts,
              resources.eventsStream());
      hops = trace.of(id, parts, Instant.now().minus(last));
    }
    List<Attempts.Sampled> traces = attempts == null ? List.of() : attempts.traces(id);
    boolean complete = attempts != null && attempts.complete();
    if (format.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("id", id);
      result.put("complete", complete);
      result.put("traces", traces);
      result.put("hops", hops.stream().map(Hop::toMap).toList());
      output.json(result);
    } else {
      show(id, parts, hops, complete);
      showTraces(traces);
    }
    return hops.isEmpty() ? Exit.FAILED : Exit.DONE;
  }

  private void showTraces(List<Attempts.Sampled> traces) {
    if (traces.isEmpty()) {
      return;
    }
    output.line("");
    Table table = new Table().left("X-Ray trace").left("functions").indent("  ");
    traces.forEach(trace -> table.row(trace.id(), String.join(" ", trace.functions())));
    output.table(table);
  }

  private void show(String id, List<Part> parts, List<Hop> hops, boolean complete) {
    if (hops.isEmpty()) {
      output.note("Nothing of record " + id + " at " + backend.where());
      return;
    }
    output.heading("Record " + id + ", " + parts.size() + " parts now");
    output.line("");
    Table table = new Table().left("at").left("where").left("what").left("request").indent("  ");
    for (Hop hop : hops) {
      String request = hop.requestId();
      table.row(
          hop.at(),
          hop.where(),
          hop.what(),
          request.substring(0, Math.min(request.length(), REQUEST_DIGITS)));
    }
    output.table(table);
    if (!complete) {
      output.note("Attempts may be missing: not all of them are remembered here.");
    }
  }
}
