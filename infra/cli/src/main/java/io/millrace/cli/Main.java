// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code millrace} command itself: picks the subcommand, turns failures into one line. */
@Command(
    name = "millrace",
    header = "An event-driven data pipeline that runs on one machine and deploys to AWS.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage. MILLRACE_DEBUG=1 adds the stack trace to a failure.",
      "",
      "Example:",
      "  ./millrace demo"
    })
public final class Main implements Runnable {

  private static final String BACKEND = "backend";

  @Spec private @Nullable CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  public static void main(String[] args) {
    Shutdown shutdown = new Shutdown();
    int code = run(args, System.out, System.err, Terminal.current(), shutdown);
    System.exit(code);
  }

  static int run(
      String[] args, PrintStream out, PrintStream err, Terminal terminal, Shutdown shutdown) {
    Output output = new Output(out, err, terminal);
    Home home = Home.current();
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new DemoCommand(output, home, shutdown))
            .addSubcommand(new UpCommand(output, home, shutdown))
            .addSubcommand(new UploadCommand(output))
            .addSubcommand(new PushCommand(output))
            .addSubcommand(new StatusCommand(output))
            .addSubcommand(new RecordCommand(output))
            .addSubcommand(new TraceCommand(output))
            .addSubcommand(new ReplayCommand(output))
            .addSubcommand(new AggregatesCommand(output))
            .addSubcommand(new VerifyCommand(output, shutdown))
            .addSubcommand(new RepublishCommand(output))
            .addSubcommand(new SoakCommand(output, home, shutdown))
            .addSubcommand(new LoadCommand(output, home, shutdown))
            .addSubcommand(new TuneCommand(output, home, shutdown))
            .addSubcommand(DlqCommand.line(output))
            .addSubcommand(RejectsCommand.line(output))
            .addSubcommand(FaultCommand.line(output));
    boolean debug = "1".equals(System.getenv("MILLRACE_DEBUG"));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.color() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Math.min(terminal.columns(), 100))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setParameterExceptionHandler((e, given) -> wrongUsage(e, output))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> failed(e, command, output, shutdown, debug));
    return line.execute(args);
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "a command is missing");
    }
  }

  private static int wrongUsage(ParameterException e, Output output) {
    CommandLine at = e.getCommandLine();
    String command = at.getCommandSpec().qualifiedName();
    output.note(command + ": " + problem(e, at) + " (see ./" + command + " --help)");
    return Exit.WRONG_USAGE;
  }

  private static String problem(ParameterException e, CommandLine at) {
    if (e instanceof UnmatchedArgumentException unmatched && !at.getSubcommands().isEmpty()) {
      return "no command "
          + unmatched.getUnmatched().getFirst()
          + ", allowed are "
          + String.join(", ", at.getSubcommands().keySet());
    }
    return oneLine(String.valueOf(e.getMessage()));
  }

  private static int failed(
      Exception e, CommandLine command, Output output, Shutdown shutdown, boolean debug)
      throws Exception {
    if (shutdown.isStopping()) {
      return Exit.FAILED;
    }
    if (e instanceof ParameterException wrong) {
      return wrongUsage(wrong, output);
    }
    output.note(
        command.getCommandSpec().qualifiedName() + ": " + Failures.line(e, backend(command)));
    if (debug) {
      throw e;
    }
    return Exit.FAILED;
  }

  private static @Nullable Backend backend(CommandLine command) {
    CommandSpec mixin = command.getCommandSpec().mixins().get(BACKEND);
    return mixin == null ? null : (Backend) mixin.userObject();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }
}
