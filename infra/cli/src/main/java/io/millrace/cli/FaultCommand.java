// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace fault}: a bad day on purpose. */
@Command(
    name = "fault",
    header = "Have calls fail on purpose in the local cloud.",
    description = {
      "Rules pick calls by service, operation and caller; 'millrace fault add --help' tells the kinds."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./millrace fault add throttle --service dynamodb --operation BatchWriteItem --first 3",
      "  ./millrace fault list --json",
      "  ./millrace fault clear"
    })
final class FaultCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli reads its --help
  @Mixin
  private final Format format = new Format();

  private FaultCommand() {}

  /** With the subcommands. */
  static CommandLine line(Output output) {
    return new CommandLine(new FaultCommand())
        .addSubcommand(new FaultAddCommand(output))
        .addSubcommand(new FaultListCommand(output))
        .addSubcommand(new FaultClearCommand(output));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "a command is missing");
    }
  }
}
