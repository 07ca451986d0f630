// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.millrace.local.engine.DynamoDbProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs the sides one after the other, and prints what came of them. */
public final class Peers {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Options options;
  private final Inputs inputs;
  private final Report report;
  private final Sides sides;

  private Peers(Options options) {
    this.options = options;
    this.inputs = Inputs.of(options.events());
    this.report = new Report(inputs);
    this.sides = new Sides(options.home(), options.work(), options.port(), inputs);
  }

  /** See {@link Options}; exit codes are those of the millrace command. */
  public static void main(String[] arguments) throws IOException {
    Options options = Options.of(arguments);
    try {
      Files.createDirectories(options.work());
      new Peers(options).run();
    } catch (PeersException e) {
      System.err.println("peers: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException {
    try {
      for (String side : options.sides()) {
        System.err.println("peers: " + side);
        switch (side) {
          case "enrich" -> add(sides.enrich());
          case "camel" -> add(sides.camel(CamelProcess.Variant.PLAIN));
          case "camel-tuned" -> add(sides.camel(CamelProcess.Variant.TUNED));
          case "sample" -> add(sides.sampleHandler());
          default -> wholePath();
        }
      }
    } finally {
      // What was measured before something went wrong is worth having.
      System.out.print(report.table());
      if (options.json().isPresent()) {
        JSON.writeValue(options.json().get().toFile(), report.json());
      }
    }
  }

  private void add(Result result) {
    System.err.printf("peers: %s took %.1f s%n", result.side(), result.seconds());
    report.add(result);
  }

  private void wholePath() {
    add(sides.wholePath());
    System.err.println("peers: the same once more, to record its requests");
    Recorder recorded = record();
    for (int threads : options.replayThreads()) {
      System.err.println("peers: engine alone, " + threads + " threads");
      try (DynamoDbProcess fresh = engine("engine-" + threads)) {
        report.add(
            new Replay(fresh.endpoint(), fresh.handle().pid(), recorded, threads)
                .run(
                    sides.recordsTable(),
                    inputs.warmUp().distinct(),
                    inputs.measured().distinct()));
      }
    }
  }

  /** The recorder is closed afterwards, and still knows everything. */
  private Recorder record() {
    try (DynamoDbProcess engine = engine("engine");
        Recorder recorder = Recorder.before(engine.endpoint())) {
      sides.record(recorder);
      return recorder;
    }
  }

  private DynamoDbProcess engine(String name) {
    Path work = options.work().resolve(name);
    try {
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new PeersException(work + " can't be made", e);
    }
    return DynamoDbProcess.start(
        Path.of(System.getProperty("java.home")),
        options.home().resolve("infra/engines/dynamodb-local/target/lib"),
        work,
        Optional.empty());
  }

  /** The sides there are, in the order in which they run. */
  static final List<String> ALL = List.of("enrich", "camel", "camel-tuned", "sample", "whole");
}
