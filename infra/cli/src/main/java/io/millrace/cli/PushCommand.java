// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.KinesisEventStream;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Packer;
import io.millrace.shared.event.PlainDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace push}: events straight into the stream. */
@Command(
    name = "push",
    header = "Put events into the stream, one JSON object per line.",
    description = {
      "A line is a CloudEvent, or a plain object with at least a time; its fields id, source, type, "
          + "subject and ip become attributes, the others the data.",
      "Wrong lines are told with their numbers and left out; then the exit code is 1."
    },
    footer = {
      "",
      "Example:",
      "  echo '{\"type\":\"visit\",\"time\":\"2026-11-23T05:07:00Z\",\"ip\":\"192.0.2.7\"}' | ./millrace push -"
    })
final class PushCommand implements Callable<Integer> {

  private static final String STDIN = "-";

  /** Events are held until this many bytes are there, then sent in one go. */
  private static final long SEND_AT_BYTES = 4L * 1024 * 1024;

  /** More problems are counted and not listed. */
  private static final int MAX_LISTED = 20;

  private final Output output;

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Parameters(paramLabel = "FILE", description = "A file of lines, or - for standard input.")
  private String file = "";

  private long pushed;
  private long wrong;
  private final List<Map<String, Object>> problems = new ArrayList<>();

  PushCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException {
    String stream;
    try (InputStream in = file.equals(STDIN) ? System.in : Files.newInputStream(Path.of(file));
        Clients clients = backend.connect();
        ProgressBar progress = output.progress()) {
      stream = Resources.of(clients.cloudFormation(), backend).eventsStream();
      push(
          new Lines(in, EventLimits.MAX_EVENT_BYTES),
          new KinesisEventStream(clients.kinesis(), stream, Backoff.standard()),
          progress);
    }
    show(stream);
    return wrong == 0 ? Exit.DONE : Exit.FAILED;
  }

  private void push(Lines lines, KinesisEventStream stream, ProgressBar progress)
      throws IOException {
    String name = name();
    Packer packer = new Packer();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (Lines.isBlank(line)) {
        continue;
      }
      switch (EventCodec.readLine(line, defaults(name, line, lines.number())).outcome()) {
        case Outcome.Accepted<CloudEvent>(CloudEvent event) -> {
          packer.add(EventCodec.write(event));
          pushed++;
        }
        case Outcome.Rejected<CloudEvent>(var reason, String detail) ->
            problem(lines.number(), reason.name(), detail);
      }
      if (packer.bytes() >= SEND_AT_BYTES) {
        stream.append(packer.take());
        progress.show(0, "pushed " + Texts.grouped(pushed));
      }
    }
    stream.append(packer.take());
  }

  /**
   * A line without an id gets one from its text and its number: pushed again it is the same event.
   */
  private static PlainDefaults defaults(String name, byte[] line, long number) {
    String text = new String(line, StandardCharsets.ISO_8859_1);
    return new PlainDefaults(
        Ids.line("push", name, text, number), "push:" + name, PlainDefaults.TYPE);
  }

  private String name() {
    return file.equals(STDIN) ? "stdin" : String.valueOf(Path.of(file).getFileName());
  }

  private void problem(long line, String reason, String detail) {
    wrong++;
    if (problems.size() < MAX_LISTED) {
      Map<String, Object> problem = new LinkedHashMap<>();
      problem.put("line", line);
      problem.put("reason", reason);
      problem.put("detail", detail);
      problems.add(problem);
    }
    if (wrong <= MAX_LISTED) {
      output.note(name() + ":" + line + ": " + reason + ": " + detail);
    } else if (wrong == MAX_LISTED + 1) {
      output.note("further wrong lines are only counted");
    }
  }

  private void show(String stream) {
    if (format.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("stream", stream);
      result.put("pushed", pushed);
      result.put("wrong", wrong);
      result.put("problems", problems);
      output.json(result);
    } else {
      output.line(
          "Pushed "
              + Texts.grouped(pushed)
              + (pushed == 1 ? " event" : " events")
              + " to "
              + stream
              + (wrong == 0 ? "" : ", left out " + Texts.grouped(wrong) + " wrong lines"));
    }
  }
}
