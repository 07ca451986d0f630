// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalStatus;
import io.millrace.local.lambda.FunctionStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** {@code millrace replay}: one failed batch once more, to see why it fails. */
@Command(
    name = "replay",
    header = "Send a failed batch to its function again, and show what becomes of it.",
    description = {
      "OBJECT is what a mapping or an asynchronous invocation left in the failures bucket when it gave up.",
      "The function is sent exactly the same once, with all its effects. Nothing is moved or deleted, and no",
      "mapping hears of it: this is for looking, under 'millrace up --debug FUNCTION:PORT' in a debugger.",
      "To give what failed back to the pipeline for good use 'millrace dlq redrive'."
    },
    footer = {
      "",
      "Exit codes: 0 all of it succeeded, 1 the function or a record of the batch failed, 2 wrong usage.",
      "",
      "Examples:",
      "  ./millrace replay aws/lambda/5f0c…/shardId-000000000000/2026/11/23/2026-11-23T10.15.30-3a1b…",
      "  ./millrace replay s3://my-failures/aws/lambda/… --dry-run"
    })
final class ReplayCommand implements Callable<Integer> {

  /** As long as anybody sits before a breakpoint; a function on AWS ends after 15 minutes. */
  private static final Duration PATIENCE = Duration.ofDays(7);

  private final Output output;

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Parameters(
      paramLabel = "OBJECT",
      converter = ObjectName.Converter.class,
      description = "s3://BUCKET/KEY, or a key in the stack's failures bucket.")
  private ObjectName object = new ObjectName(null, "");

  @Option(names = "--dry-run", description = "Show what would be sent, and send nothing.")
  private boolean dryRun;

  ReplayCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    try (Clients clients = backend.connect()) {
      LambdaClient lambda = clients.lambdaOnce(PATIENCE);
      String bucket = object.bucket();
      if (bucket == null) {
        bucket = Resources.of(clients.cloudFormation(), backend).failuresBucket();
      }
      String where = object.in(bucket);
      FailedInvocation sent =
          FailedInvocation.read(where, fetch(clients.s3(), bucket, object.key(), where));
      boolean reporting = reporting(lambda, sent);
      Optional<FunctionStatus> local = local(sent);
      Map<String, Object> result = describe(where, sent, local);
      if (!format.json()) {
        show(sent, where, local);
      }
      if (dryRun) {
        if (format.json()) {
          output.json(result);
        }
        return Exit.DONE;
      }
      ReplayAnswer answer = send(lambda, sent, reporting);
      if (format.json()) {
        result.putAll(describe(sent, answer));
        output.json(result);
      } else {
        show(sent, answer);
      }
      return answer.success() ? Exit.DONE : Exit.FAILED;
    }
  }

  private byte[] fetch(S3Client s3, String bucket, String key, String where) {
    try {
      return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
    } catch (NoSuchKeyException | NoSuchBucketException e) {
      throw new CommandException(
          "No object " + where + " at " + backend.where() + ": aws s3 ls --recursive lists them",
          e);
    }
  }

  /** Whether the mapping reads reports; a mapping that is gone is taken for one that does. */
  private boolean reporting(LambdaClient lambda, FailedInvocation sent) {
    try {
      var _ = lambda.getFunctionConfiguration(r -> r.functionName(sent.functionArn()));
    } catch (ResourceNotFoundException e) {
      throw new CommandException(
          "The function of that record is not there at "
              + backend.where()
              + ": "
              + sent.functionArn(),
          e);
    }
    if (sent.source() == null) {
      return false;
    }
    List<EventSourceMappingConfiguration> mappings =
        lambda
            .listEventSourceMappings(
                r -> r.functionName(sent.functionArn()).eventSourceArn(sent.source()))
            .eventSourceMappings();
    return mappings.isEmpty()
        || mappings.stream()
            .anyMatch(
                mapping ->
                    mapping
                        .functionResponseTypes()
                        .contains(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
  }

  /** What the local cloud knows of the function; empty on AWS. */
  private Optional<FunctionStatus> local(FailedInvocation sent) {
    return backend.isAws()
        ? Optional.empty()
        : new ControlClient(backend)
            .find("status", LocalStatus.class).stream()
                .flatMap(status -> status.functions().stream())
                .filter(function -> function.name().equals(sent.function()))
                .findFirst();
  }

  private static ReplayAnswer send(LambdaClient lambda, FailedInvocation sent, boolean reporting) {
    long start = System.nanoTime();
    InvokeResponse response =
        lambda.invoke(
            r ->
                r.functionName(sent.functionArn())
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String(sent.event())));
    return ReplayAnswer.of(sent, response, reporting, Duration.ofNanos(System.nanoTime() - start));
  }

  private static Map<String, Object> describe(
      String where, FailedInvocation sent, Optional<FunctionStatus> local) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("object", where);
    all.put("function", sent.functionArn());
    all.put("condition", sent.condition());
    all.put("bytes", sent.event().length());
    if (sent.source() != null) {
      all.put("stream", sent.source());
      all.put("shard", String.valueOf(sent.shard()));
      all.put("windowed", sent.windowed());
      all.put("records", sent.items().size());
      if (!sent.items().isEmpty()) {
        FailedInvocation.Item first = sent.items().getFirst();
        FailedInvocation.Item last = sent.items().getLast();
        all.put("firstSequenceNumber", first.sequenceNumber());
        all.put("lastSequenceNumber", last.sequenceNumber());
        all.put("firstArrival", String.valueOf(first.arrived()));
        all.put("lastArrival", String.valueOf(last.arrived()));
      }
    }
    local
        .filter(function -> function.debugPort() > 0)
        .ifPresent(function -> all.put("debugPort", function.debugPort()));
    return all;
  }

  private static Map<String, Object> describe(FailedInvocation sent, ReplayAnswer answer) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("success", answer.success());
    if (answer.functionError() != null) {
      all.put("functionError", answer.functionError());
    }
    all.put("failed", answer.failed().stream().map(i -> sent.ids().get(i)).toList());
    all.put("answer", answer.payload());
    all.put("requestId", answer.requestId());
    all.put("durationMillis", answer.duration().toMillis());
    all.put("log", answer.log());
    return all;
  }

  private void show(FailedInvocation sent, String where, Optional<FunctionStatus> local) {
    output.heading("Failed batch " + where);
    Table table = new Table().left("").left("").indent("  ");
    table.row("function", sent.function());
    table.row("given up", sent.condition());
    if (sent.source() != null) {
      table.row("from", Arns.resource(sent.source()) + ", " + sent.shard());
      table.row("records", (long) sent.items().size());
    }
    if (!sent.items().isEmpty()) {
      FailedInvocation.Item first = sent.items().getFirst();
      FailedInvocation.Item last = sent.items().getLast();
      table.row("first", first.sequenceNumber() + ", arrived " + first.arrived());
      table.row("last", last.sequenceNumber() + ", arrived " + last.arrived());
    }
    table.row("payload", Texts.bytes(sent.event().length()));
    output.table(table);
    local.filter(function -> function.debugPort() > 0).ifPresent(this::showDebugger);
  }

  private void showDebugger(FunctionStatus function) {
    output.line("");
    output.line(
        "It runs under a debugger: attach to port "
            + function.debugPort()
            + " of 127.0.0.1. Breakpoints may last: nothing times out.");
    if (function.environments() == 0) {
      output.line(
          "Its JVM starts only now: attach when this is over, and replay again to be stopped.");
    }
  }

  private void show(FailedInvocation sent, ReplayAnswer answer) {
    output.line("");
    answer.words(sent).forEach(output::line);
    output.line(
        "Request " + answer.requestId() + " was answered in " + Texts.duration(answer.duration()));
    output.line("");
    output.heading("Log");
    answer.log().lines().forEach(line -> output.line("  " + line));
  }
}
