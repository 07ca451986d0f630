// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalStatus;
import io.millrace.local.lambda.MappingStatus;
import io.millrace.local.meter.MeterRow;
import io.millrace.shared.event.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code millrace status}: what runs, how far it is, what failed. */
@Command(
    name = "status",
    header =
        "Show mappings, functions, queues, dead letters, the names of all resources, and large uploads in progress.",
    description =
        "Counts, iterator ages and photo events are the local cloud's own; on AWS, CloudWatch has them.",
    footer = {
      "",
      "Examples:",
      "  ./millrace status --json | jq .resources",
      "  ./millrace status --meter"
    })
final class StatusCommand implements Callable<Integer> {

  private static final int MAX_PHOTO_EVENTS = 5;
  private static final int MAX_EVENT_CHARS = 160;

  private final Output output;

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Option(
      names = "--meter",
      description =
          "Show instead what every function, poller and user asked of every service of the local cloud:"
              + " calls, errors, bytes, and the units AWS would bill.")
  private boolean meter;

  StatusCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    if (meter) {
      showMeter(MeterTable.ask(backend));
      return Exit.DONE;
    }
    try (Clients clients = backend.connect()) {
      Resources resources = Resources.of(clients.cloudFormation(), backend);
      List<Queues.Depth> queues = new Queues(clients.sqs()).depths(resources);
      Instant now = Instant.now();
      List<UploadsInProgress.Row> uploads =
          UploadsInProgress.of(clients.dynamoDb(), resources.idempotencyTable(), now);
      Optional<LocalStatus> local =
          backend.isAws()
              ? Optional.empty()
              : new ControlClient(backend).find("status", LocalStatus.class);
      Optional<GeolocationInUse> geolocation;
      try (S3Client s3 = clients.s3()) {
        geolocation = GeolocationInUse.of(s3, resources.referenceBucket(), now);
      }
      List<EventSourceMappingConfiguration> mappings =
          local.isPresent() ? List.of() : mappings(clients.lambda(), backend.stack());
      if (format.json()) {
        Map<String, Object> all = json(resources, queues, local, mappings);
        all.put("uploads", uploads);
        geolocation.ifPresent(one -> all.put("geolocation", one));
        output.json(all);
      } else {
        show(resources, queues, local, mappings);
        output.line("");
        output.heading("Geolocation database");
        output.line("  " + GeolocationInUse.line(geolocation));
        if (!uploads.isEmpty()) {
          section("Uploads in progress", UploadsInProgress.table(uploads, now));
        }
      }
    }
    return Exit.DONE;
  }

  private void showMeter(List<MeterRow> rows) {
    if (format.json()) {
      output.json(Map.of("meter", rows));
    } else {
      output.heading("Requests at " + backend.where() + " since it started");
      output.table(MeterTable.of(rows));
    }
  }

  private static List<EventSourceMappingConfiguration> mappings(LambdaClient lambda, String stack) {
    return lambda.listEventSourceMappingsPaginator(r -> {}).eventSourceMappings().stream()
        .filter(mapping -> function(mapping).startsWith(stack + "-"))
        .toList();
  }

  private static String function(EventSourceMappingConfiguration mapping) {
    return Arns.function(mapping.functionArn());
  }

  private Map<String, Object> json(
      Resources resources,
      List<Queues.Depth> queues,
      Optional<LocalStatus> local,
      List<EventSourceMappingConfiguration> mappings) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("cloud", backend.where());
    all.put("stack", backend.stack());
    all.put("resources", resources.toMap());
    all.put("queues", queues);
    if (local.isPresent()) {
      all.put("mappings", local.get().mappings());
      all.put("functions", local.get().functions());
      all.put("photoEvents", local.get().photoEvents());
      all.put("withoutLocalEffect", local.get().withoutLocalEffect());
    } else {
      all.put(
          "mappings",
          mappings.stream()
              .map(
                  m ->
                      Map.of(
                          "function",
                          function(m),
                          "source",
                          m.eventSourceArn(),
                          "state",
                          m.state()))
              .toList());
    }
    return all;
  }

  private void show(
      Resources resources,
      List<Queues.Depth> queues,
      Optional<LocalStatus> local,
      List<EventSourceMappingConfiguration> mappings) {
    output.heading("Stack " + backend.stack() + " at " + backend.where());
    output.line("");
    output.heading("Mappings");
    output.table(local.map(StatusCommand::localMappings).orElseGet(() -> awsMappings(mappings)));
    local.ifPresent(status -> section("Functions", functions(status)));
    section("Queues", queueTable(queues));
    local.ifPresent(this::showPhotoEvents);
    section("Resources", resources.toTable());
  }

  private void section(String title, Table table) {
    output.line("");
    output.heading(title);
    output.table(table);
  }

  private static Table localMappings(LocalStatus status) {
    Table table =
        new Table()
            .left("function")
            .left("source")
            .left("state")
            .right("batches")
            .right("records")
            .right("failed")
            .right("age p50")
            .right("p99")
            .right("max")
            .indent("  ");
    status
        .mappings()
        .forEach(
            m ->
                table.row(
                    Arns.function(m.function()),
                    Arns.resource(m.eventSourceArn()),
                    m.state(),
                    m.batches(),
                    m.records(),
                    m.failedBatches(),
                    age(m, m.iteratorAge().p50()),
                    age(m, m.iteratorAge().p99()),
                    age(m, m.iteratorAge().max())));
    return table;
  }

  private static String age(MappingStatus mapping, long millis) {
    return mapping.iteratorAge().count() == 0 ? "-" : Texts.millis(millis);
  }

  private static Table awsMappings(List<EventSourceMappingConfiguration> mappings) {
    Table table =
        new Table().left("function").left("source").left("state").left("last result").indent("  ");
    mappings.forEach(
        m ->
            table.row(
                function(m),
                Arns.resource(m.eventSourceArn()),
                m.state(),
                String.valueOf(m.lastProcessingResult())));
    return table;
  }

  private static Table functions(LocalStatus status) {
    Table table =
        new Table()
            .left("function")
            .right("JVMs")
            .right("invocations")
            .right("errors")
            .right("cold starts")
            .right("init p50")
            .right("run p50")
            .right("p99")
            .indent("  ");
    status
        .functions()
        .forEach(
            f ->
                table.row(
                    f.name(),
                    f.environments(),
                    f.invocations(),
                    f.errors(),
                    f.coldStarts(),
                    Texts.millis(Math.round(f.initP50())),
                    Texts.millis(Math.round(f.durationP50())),
                    Texts.millis(Math.round(f.durationP99()))));
    return table;
  }

  private static Table queueTable(List<Queues.Depth> queues) {
    Table table =
        new Table().left("queue").right("waiting").right("in flight").left("").indent("  ");
    queues.forEach(
        q -> table.row(q.name(), q.waiting(), q.inFlight(), q.deadLetters() ? "dead letters" : ""));
    return table;
  }

  private void showPhotoEvents(LocalStatus status) {
    List<Map<String, Object>> events = status.photoEvents();
    output.line("");
    output.heading("Photo events: " + Texts.grouped(events.size()) + ", newest last");
    events.stream()
        .skip(Math.max(0, events.size() - MAX_PHOTO_EVENTS))
        .forEach(event -> output.line("  " + Texts.cut(Json.write(event), MAX_EVENT_CHARS)));
  }
}
