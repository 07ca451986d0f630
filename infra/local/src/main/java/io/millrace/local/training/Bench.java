// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.training;

import io.millrace.local.lambda.runtime.DebugPorts;
import io.millrace.local.lambda.runtime.Directories;
import io.millrace.local.lambda.runtime.FunctionSpec;
import io.millrace.local.lambda.runtime.Launch;
import io.millrace.local.lambda.runtime.RuntimeSettings;
import io.millrace.local.lambda.runtime.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where functions are started alone, with {@link YesServices} behind them. Not for several threads.
 */
public final class Bench implements AutoCloseable {
  private static final Duration TO_START = Duration.ofMinutes(2);

  /** Assembling an AOT cache takes a few seconds of two cores, and this is for slow ones. */
  private static final Duration TO_END = Duration.ofMinutes(3);

  private final Path directory;
  private final TypicalEvents events = new TypicalEvents(Instant.now());
  private final YesServices services = new YesServices(events.objects());
  private final RuntimeSettings settings;

  /**
   * What a first invocation costs, counted from the start of the process.
   *
   * @param init until the function asked for its first event
   * @param response until it had answered it
   */
  public record Start(Trial.Spent init, Trial.Spent response) {}

  /**
   * @param directory for its files; what the functions print stays there in a log each
   */
  public Bench(Path javaHome, Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.settings =
        new RuntimeSettings(
            services.endpoint(),
            javaHome,
            directory.resolve("environments"),
            directory,
            "us-east-1",
            key -> "secret",
            TO_START,
            TO_START,
            DebugPorts.NONE);
  }

  /** Starts a function, has it answer one event, and kills it. */
  public Start start(FunctionSpec function, Launch launch)
      throws IOException, InterruptedException {
    try (Trial trial = Trial.start(function, settings, launch, log(function))) {
      Trial.Spent init = trial.init();
      return new Start(init, trial.invoke(events.of(function.name())));
    }
  }

  /**
   * Has a function answer an event and then end by itself, which is when the JVM writes what the
   * options ask for.
   *
   * @param written what is there afterwards
   * @throws IOException when it is not
   */
  public void train(FunctionSpec function, Launch launch, Path written)
      throws IOException, InterruptedException {
    Files.deleteIfExists(written);
    try (Trial trial = Trial.start(function, settings, launch, log(function))) {
      trial.init();
      trial.invoke(events.of(function.name()));
      for (String other : events.others(function.name())) {
        trial.invoke(other);
      }
      trial.end(TO_END);
    }
    if (!Files.exists(written)) {
      throw new IOException(
          "The training run of "
              + function.name()
              + " left no "
              + written
              + "; its log is "
              + log(function));
    }
  }

  private Path log(FunctionSpec function) {
    return directory.resolve(function.name() + ".log");
  }

  /** Options with one more. */
  public static List<String> with(List<String> options, String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return all;
  }

  @Override
  public void close() {
    services.close();
    Directories.deleteWithAll(settings.workDir());
  }
}
