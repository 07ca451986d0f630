// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace fault clear}: all well again. */
@Command(
    name = "clear",
    header = "Take fault rules back, all of them or one.",
    footer = {"", "Examples:", "  ./millrace fault clear", "  ./millrace fault clear 2"})
final class FaultClearCommand implements Callable<Integer> {

  private final Output output;

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Parameters(paramLabel = "ID", arity = "0..1", description = "Of one rule; all without it.")
  private String id = "";

  FaultClearCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    String path = id.isEmpty() ? "faults" : "faults/" + id;
    var _ = new ControlClient(backend).tell("DELETE", path, ""); // has no body
    if (format.json()) {
      output.json(Map.of("cleared", id.isEmpty() ? "all" : id));
    } else {
      output.line(
          id.isEmpty() ? "No fault rule is in force." : "Rule " + id + " is no longer in force.");
    }
    return Exit.DONE;
  }
}
