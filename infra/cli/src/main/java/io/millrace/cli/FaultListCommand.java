// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.fault.FaultRule;
import io.millrace.local.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace fault list}: the rules and what they did. */
@Command(
    name = "list",
    header = "Show the fault rules in force, the calls each is about, and those it made fail.",
    footer = {"", "Example:", "  ./millrace fault list"})
final class FaultListCommand implements Callable<Integer> {

  private final Output output;

  private record Answer(List<Faults.Active> rules) {}

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  FaultListCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    Answer answer = new ControlClient(backend).get("faults", Answer.class);
    if (format.json()) {
      output.json(answer);
      return Exit.DONE;
    }
    Table table = new Table().right("id").left("rule").right("calls").right("failed");
    answer.rules().forEach(one -> table.row(one.id(), text(one.rule()), one.seen(), one.hit()));
    if (table.isEmpty()) {
      output.line("No fault rule is in force.");
    } else {
      output.table(table);
    }
    return Exit.DONE;
  }

  /** A rule for a person to read. */
  static String text(FaultRule rule) {
    List<String> words = new ArrayList<>(List.of(rule.kind().word()));
    add(words, "of", rule.service());
    add(words, "", rule.operation());
    add(words, "by", rule.caller());
    add(words, "first", rule.first());
    add(words, "every", rule.every());
    add(words, "with probability", rule.probability());
    add(words, "seed", rule.seed() == 0 ? null : rule.seed());
    add(words, "delay", rule.delayMillis() == 0 ? null : Texts.millis(rule.delayMillis()));
    return String.join(" ", words);
  }

  private static void add(List<String> words, String name, @Nullable Object value) {
    if (value != null) {
      words.add(name.isEmpty() ? value.toString() : name + " " + value);
    }
  }
}
