// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.load.Observations;
import io.millrace.load.Probe;
import io.millrace.load.StageAttempt;
import io.millrace.load.StageUse;
import io.millrace.load.report.LoadReport;
import io.millrace.local.LocalStatus;
import io.millrace.local.journal.AttemptLine;
import io.millrace.local.lambda.FunctionStatus;
import io.millrace.local.lambda.MappingStatus;
import io.millrace.local.meter.MeterRow;
import io.millrace.shared.batch.UnavailableException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a local cloud over its control paths: every attempt of every mapping, one by one. */
final class LocalProbe implements Probe {

  private final ControlClient cloud;
  private final String stack;
  private final LoadReport.Backend backend;
  private final Supplier<List<LoadReport.Settings>> settings;
  private final Map<String, Long> maxDepth = new LinkedHashMap<>();
  private Observations seen = new Observations(List.of(), 0, 0);
  private long cursor;
  private @Nullable LocalStatus before;
  private List<MeterRow> metered = List.of();

  LocalProbe(
      ControlClient cloud,
      String stack,
      LoadReport.Backend backend,
      Supplier<List<LoadReport.Settings>> settings) {
    this.cloud = cloud;
    this.stack = stack;
    this.backend = backend;
    this.settings = settings;
  }

  private record New(
      @JsonProperty(required = true) boolean complete,
      @JsonProperty(required = true) long last,
      @JsonProperty(required = true) List<AttemptLine> attempts) {}

  private record Metered(List<MeterRow> rows) {}

  @Override
  public LoadReport.Backend backend() {
    return backend;
  }

  @Override
  public void begin(long beganAtMillis, long countFromMillis) {
    seen = new Observations(PipelineStage.functions(), beganAtMillis, countFromMillis);
    maxDepth.clear();
    before = status();
    metered = meter();
    cursor = ask("attempts?after=" + Long.MAX_VALUE / 10, New.class).last();
  }

  @Override
  public void sent(long atMillis) {
    seen.sendingEnded(atMillis);
  }

  @Override
  public Look look() {
    takeNew();
    LocalStatus status = status();
    Map<String, Long> depth = new LinkedHashMap<>();
    for (LocalStatus.Queue queue : status.queues()) {
      if (!queue.deadLetters()) {
        long messages = queue.visible() + queue.inFlight();
        depth.put(queue.name(), messages);
        maxDepth.merge(queue.name(), messages, Math::max);
      }
    }
    return new Look(depth, doing(status));
  }

  private String doing(LocalStatus status) {
    return status.mappings().stream()
        .map(
            mapping ->
                stage(mapping.function()).orElse("")
                    + " "
                    + Texts.grouped(mapping.records() - recordsBefore(mapping)))
        .collect(Collectors.joining(", "));
  }

  private long recordsBefore(MappingStatus mapping) {
    return mappingBefore(mapping).map(MappingStatus::records).orElse(0L);
  }

  private Optional<MappingStatus> mappingBefore(MappingStatus mapping) {
    LocalStatus first = before;
    return first == null
        ? Optional.empty()
        : first.mappings().stream().filter(m -> m.uuid().equals(mapping.uuid())).findFirst();
  }

  private void takeNew() {
    long asked = System.currentTimeMillis();
    New news = ask("attempts?after=" + cursor, New.class);
    cursor = news.last();
    for (AttemptLine line : news.attempts()) {
      stage(line.function()).ifPresent(stage -> seen.add(attempt(stage, line)));
    }
    seen.toldUntil(asked);
    if (!news.complete()) {
      throw new UnavailableException("the local cloud forgot attempts before they were read");
    }
  }

  private static StageAttempt attempt(String stage, AttemptLine line) {
    return new StageAttempt(
        stage,
        line.endedAtMillis(),
        line.measured().arrivedAtMillis(),
        switch (line.outcome()) {
          case "succeeded" -> StageAttempt.End.SUCCEEDED;
          case "failed" -> StageAttempt.End.FAILED;
          default -> StageAttempt.End.THROTTLED;
        },
        line.records(),
        line.failures(),
        line.measured().durationMillis(),
        line.measured().initMillis());
  }

  @Override
  public boolean idle() {
    return status().idle();
  }

  @Override
  public Measured end() {
    takeNew();
    LocalStatus after = status();
    List<LoadReport.Stage> stages = seen.stages(stage -> use(stage, after));
    return new Measured(
        settings.get(), stages, queues(stages), seen.seconds(), seen.growth(), requests());
  }

  private StageUse use(String stage, LocalStatus after) {
    long discarded =
        after.mappings().stream()
            .filter(mapping -> stage(mapping.function()).filter(stage::equals).isPresent())
            .mapToLong(
                mapping ->
                    mapping.discardedRecords()
                        - mappingBefore(mapping).map(MappingStatus::discardedRecords).orElse(0L))
            .sum();
    Optional<FunctionStatus> now = function(stage, after);
    double cpuBefore =
        before == null ? 0 : function(stage, before).map(FunctionStatus::cpuSeconds).orElse(0.0);
    return new StageUse(
        now.map(FunctionStatus::peakMegabytes).filter(peak -> peak > 0).orElse(null),
        now.map(function -> function.cpuSeconds() - cpuBefore).orElse(null),
        discarded);
  }

  private Optional<FunctionStatus> function(String stage, LocalStatus status) {
    return status.functions().stream()
        .filter(function -> stage(function.name()).filter(stage::equals).isPresent())
        .findFirst();
  }

  /** A queue bears its stage's name, in the plural where there is one. */
  private List<LoadReport.Queue> queues(List<LoadReport.Stage> stages) {
    return maxDepth.entrySet().stream()
        .map(
            queue ->
                new LoadReport.Queue(
                    queue.getKey(),
                    queue.getValue(),
                    stages.stream()
                        .filter(stage -> queue.getKey().startsWith(stack + "-" + stage.name()))
                        .map(stage -> (long) stage.iteratorAge().max())
                        .findFirst()
                        .orElse(null)))
        .toList();
  }

  private List<LoadReport.Requests> requests() {
    Map<List<String>, MeterRow> old = new HashMap<>();
    metered.forEach(row -> old.put(key(row), row));
    return meter().stream()
        .map(row -> since(old.get(key(row)), row))
        .filter(row -> row.calls() > 0)
        .toList();
  }

  private static List<String> key(MeterRow row) {
    return List.of(row.caller(), row.service(), row.operation(), row.unit());
  }

  private static LoadReport.Requests since(@Nullable MeterRow old, MeterRow now) {
    return new LoadReport.Requests(
        now.caller(),
        now.service(),
        now.operation(),
        now.calls() - (old == null ? 0 : old.calls()),
        now.errors() - (old == null ? 0 : old.errors()),
        now.bytesIn() - (old == null ? 0 : old.bytesIn()),
        now.bytesOut() - (old == null ? 0 : old.bytesOut()),
        now.units() - (old == null ? 0 : old.units()),
        now.unit());
  }

  private List<MeterRow> meter() {
    return ask("meter", Metered.class).rows();
  }

  private LocalStatus status() {
    return ask("status", LocalStatus.class);
  }

  private <T> T ask(String path, Class<T> type) {
    try {
      return cloud.get(path, type);
    } catch (UncheckedIOException e) {
      throw new UnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<String> stage(String function) {
    return PipelineStage.ofFunction(function, stack).map(PipelineStage::function);
  }
}
