// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloudConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace soak}: traffic under faults, and the proof that every input counts once. */
@Command(
    name = "soak",
    header =
        "Run traffic through a local cloud on a bad day, and check that nothing is lost or counts twice.",
    description = {
      "Starts a local cloud of its own and puts events and photos in at a rate, wrong ones and duplicates"
          + " among them. Meanwhile calls are throttled, fail, hang and lose their answers, bucket events come"
          + " twice or late, function processes are killed and mappings restarted; the seed decides.",
      "Then the faults end, dead letters and failed batches are redriven, and what stands in the tables is"
          + " compared with what went in. Exit code 1 when any two numbers differ."
    },
    footer = {
      "",
      "Examples:",
      "  ./millrace soak --minutes 10 --seed 7",
      "  ./millrace soak --events 2000 --json"
    })
final class SoakCommand implements Callable<Integer> {

  private final Output output;
  private final Home home;
  private final Shutdown shutdown;

  @Mixin private final Format format = new Format();
  @Mixin private final SettingsOption settings = new SettingsOption();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      converter = WholeNumber.Minutes.class,
      description = "How long traffic is put in: 1 to 1440 (default: ${DEFAULT-VALUE}).")
  private int minutes = 10;

  @Option(
      names = "--events",
      paramLabel = "N",
      converter = WholeNumber.Events.class,
      description =
          "How many events are put in, whatever the time; a photo comes with each hundred.")
  private @Nullable Integer events;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumber.Events.class,
      description = "Events a second (default: ${DEFAULT-VALUE}).")
  private int rate = 100;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides traffic and faults; without it each run has its own.")
  private @Nullable Long seed;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = WholeNumber.Port.class,
      description = "Port of the endpoint, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = LocalCloudConfig.DEFAULT_PORT;

  SoakCommand(Output output, Home home, Shutdown shutdown) {
    this.output = output;
    this.home = home;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() {
    Map<String, String> chosenSettings = settings.read(home);
    long chosen = seed != null ? seed : new Random().nextInt(1_000_000);
    CloudStarter starter = new CloudStarter(output, home, shutdown);
    starter.keepWorkFolder(true);
    RunningCloud running =
        starter.start(
            new CloudStarter.Choice(
                port, null, null, CloudStarter.defaultEnvironments(), chosenSettings));
    String until = events != null ? events + " events" : minutes + " minutes";
    output.note(
        "Soak: "
            + until
            + " at "
            + rate
            + " events a second, seed "
            + chosen
            + ", at "
            + running.cloud().endpoint());
    SoakReport report = new SoakRun(running, output, chosen).run(rate, enough());
    if (format.json()) {
      output.json(report.json());
    } else {
      report.show(output);
    }
    if (report.passed()) {
      starter.keepWorkFolder(false);
      return Exit.DONE;
    }
    output.note("What the functions logged stays until the next start: " + running.workFolder());
    return Exit.FAILED;
  }

  private LongPredicate enough() {
    if (events != null) {
      int wanted = events;
      return sent -> sent >= wanted;
    }
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    return sent -> System.nanoTime() >= end;
  }
}
