// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.fault.FaultKind;
import io.millrace.local.fault.FaultRule;
import io.millrace.shared.event.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace fault add}: one rule more. */
@Command(
    name = "add",
    header = "Put a fault rule in force; it stays until it is cleared or the cloud stops.",
    description = {
      "Kinds: throttle (the service's own throttling error), error (its internal error, status 500),",
      "latency (the call waits for --delay), reset (the connection closes, nothing is done), lost-answer",
      "(all is done, the answer is lost), duplicate-event and delay-event (of S3 buckets).",
      "Without --first, --every or --probability, every call that the rule is about fails."
    },
    footer = {
      "",
      "Examples:",
      "  ./millrace fault add throttle --service dynamodb --operation BatchWriteItem --first 3",
      "  ./millrace fault add lost-answer --service kinesis --caller millrace-upload --every 5",
      "  ./millrace fault add error --service s3 --probability 0.1 --seed 7",
      "  ./millrace fault add delay-event --delay 30000"
    })
final class FaultAddCommand implements Callable<Integer> {

  private final Output output;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Parameters(paramLabel = "KIND", description = "What goes wrong.")
  private String kind = "";

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Such as dynamodb; any without it.")
  private @Nullable String service;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "As the API names it, such as PutItem; any without it.")
  private @Nullable String operation;

  @Option(
      names = "--caller",
      paramLabel = "NAME",
      description = "A function, or a caller as status --meter names it; any without it.")
  private @Nullable String caller;

  @Option(names = "--first", paramLabel = "N", description = "Only the first N calls fail.")
  private @Nullable Integer first;

  @Option(names = "--every", paramLabel = "N", description = "Each N-th call fails.")
  private @Nullable Integer every;

  @Option(
      names = "--probability",
      paramLabel = "P",
      description = "Each call fails with this probability, over 0 to 1.")
  private @Nullable Double probability;

  @Option(
      names = "--delay",
      paramLabel = "MILLIS",
      description = "For latency, lost-answer and delay-event (default: ${DEFAULT-VALUE}).")
  private long delay;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "For --probability: the same seed picks the same calls (default: 0).")
  private long seed;

  FaultAddCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    FaultRule rule = rule();
    String answer = new ControlClient(backend).tell("POST", "faults", Json.write(rule));
    if (format.json()) {
      output.line(answer);
    } else {
      output.line("In force: " + FaultListCommand.text(rule));
    }
    return Exit.DONE;
  }

  private FaultRule rule() {
    try {
      return new FaultRule(
          FaultKind.of(kind), service, operation, caller, first, every, probability, delay, seed);
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw new IllegalStateException("picocli sets the spec before it runs a command", e);
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
