// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace rejects}: input that was wrong, and its way back after a fix. */
@Command(
    name = "rejects",
    header = "Input that was wrong: list it, look at it, have it judged again.",
    description = {
      "A reject has a reason, its origin and its bytes. What failed by bad luck is not here but in"
          + " 'millrace dlq'."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./millrace rejects list --reason TOO_OLD --since 1d",
      "  ./millrace rejects replay --stage transform --dry-run"
    })
final class RejectsCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli reads its --help
  @Mixin
  private final Format format = new Format();

  private RejectsCommand() {}

  /** With the subcommands. */
  static CommandLine line(Output output) {
    return new CommandLine(new RejectsCommand())
        .addSubcommand(new RejectsListCommand(output))
        .addSubcommand(new RejectsShowCommand(output))
        .addSubcommand(new RejectsReplayCommand(output));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "a command is missing");
    }
  }
}
