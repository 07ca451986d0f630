// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace dlq}: what failed for good, and its way back. */
@Command(
    name = "dlq",
    header = "What failed too often: dead-letter queues and failed batches, and their way back.",
    description = {
      "Messages wait in dead-letter queues, batches of the streams as objects in the failures bucket.",
      "'dlq redrive' hands them back to the deployed stage. To run one failed batch under a debugger,"
          + " which moves nothing, there is 'millrace replay OBJECT'; rejects are in 'millrace rejects'."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./millrace dlq list",
      "  ./millrace dlq redrive --stage enrich --since 2h --dry-run"
    })
final class DlqCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli reads its --help
  @Mixin
  private final Format format = new Format();

  private DlqCommand() {}

  /** With the subcommands. */
  static CommandLine line(Output output) {
    return new CommandLine(new DlqCommand())
        .addSubcommand(new DlqListCommand(output))
        .addSubcommand(new DlqShowCommand(output))
        .addSubcommand(new DlqRedriveCommand(output));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "a command is missing");
    }
  }
}
