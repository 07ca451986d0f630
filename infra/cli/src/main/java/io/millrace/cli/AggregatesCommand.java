// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.Aggregates;
import io.millrace.sink.view.Answer;
import io.millrace.sink.view.Dimension;
import io.millrace.sink.view.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace aggregates}: questions to the counters. */
@Command(
    name = "aggregates",
    header = "Count events, photos or rejects of a stretch of time.",
    footer = {
      "",
      "Examples:",
      "  ./millrace aggregates --by country --last 1h",
      "  ./millrace aggregates --kind rejects --by reason --last 2d"
    })
final class AggregatesCommand implements Callable<Integer> {

  private final Output output;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "events, photos or rejects (default: events; rejects with --by reason or stage).")
  private @Nullable Kind kind;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "country or type; for rejects reason or stage (default: country).")
  private Dimension by = Dimension.COUNTRY;

  @Option(
      names = "--last",
      paramLabel = "TIME",
      converter = Ago.class,
      description = "How far back from now, such as 30m, 1h or 2d (default: 1h).")
  private Duration last = Duration.ofHours(1);

  AggregatesCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    Kind of = kind != null ? kind : by.of(Kind.EVENTS) ? Kind.EVENTS : Kind.REJECTS;
    if (!by.of(of)) {
      throw wrong("--kind " + lower(of) + " can't be counted --by " + lower(by));
    }
    Instant now = Instant.now();
    Answer answer;
    try (Clients clients = backend.connect()) {
      String table = Resources.of(clients.cloudFormation(), backend).aggregatesTable();
      // The end is exclusive; what happened in the running minute counts.
      answer =
          Aggregates.in(clients.dynamoDb(), table, Keeping.DEFAULT)
              .count(of, by, now.minus(last), now.plusMillis(1));
    }
    if (format.json()) {
      output.json(json(answer));
    } else {
      show(answer);
    }
    return Exit.DONE;
  }

  private static Map<String, Object> json(Answer answer) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("kind", lower(answer.kind()));
    result.put("by", lower(answer.by()));
    result.put("from", answer.from().toString());
    result.put("to", answer.to().toString());
    result.put("total", answer.total());
    Map<String, Object> counts = new LinkedHashMap<>();
    answer.rows().forEach(row -> counts.put(row.name(), row.count()));
    result.put("counts", counts);
    return result;
  }

  private void show(Answer answer) {
    output.heading(
        Texts.grouped(answer.total())
            + " "
            + lower(answer.kind())
            + " from "
            + answer.from()
            + " to "
            + answer.to());
    if (!answer.rows().isEmpty()) {
      Table table = new Table().left(lower(answer.by())).right("count").right("share").indent("  ");
      answer
          .rows()
          .forEach(
              row ->
                  table.row(
                      row.name(),
                      row.count(),
                      String.format(Locale.ROOT, "%.1f %%", 100.0 * row.count() / answer.total())));
      output.table(table);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private CommandLine.ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
