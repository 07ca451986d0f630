// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.cost.PriceTable;
import io.millrace.load.tune.Calibration;
import io.millrace.load.tune.FrontPage;
import io.millrace.load.tune.Prices;
import io.millrace.load.tune.Recommendation;
import io.millrace.load.tune.Setting;
import io.millrace.load.tune.SettingsException;
import io.millrace.load.tune.SettingsFile;
import io.millrace.load.tune.StackParameters;
import io.millrace.load.tune.TunedStage;
import io.millrace.load.tune.Tuning;
import io.millrace.load.tune.Workload;
import io.millrace.local.LocalCloudConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace tune}: which settings of a stage are cheapest for an objective. */
@Command(
    name = "tune",
    header = "Find the settings of a stage that meet an objective at the least cost.",
    description = {
      "Measures on a local cloud of its own what batches of several sizes take (calibration), works out by a"
          + " simulation of the event source mapping what every combination of batch size, window, parallelization or"
          + " concurrency, and memory comes to at the rate, prints the Pareto front of cost, age and capacity, and"
          + " recommends the cheapest that meets the objectives and uses 70 % of its capacity at the most.",
      "In the end it runs the present and the recommended settings, and shows the model beside what was measured."
          + " Exit code 1 when nothing meets the objectives."
    },
    footer = {
      "",
      "Examples:",
      "  ./millrace tune --stage enrich --rate 500 --slo 'age.p99<1500ms' --output settings.json --report tune.html",
      "  ./millrace tune --stage enrich --rate 2000 --shards 4 --calibration calibration.json --model-only"
    })
final class TuneCommand implements Callable<Integer> {

  private final Output output;
  private final Home home;
  private final Shutdown shutdown;

  @Mixin private final Format format = new Format();
  @Mixin private final SettingsOption settings = new SettingsOption();
  @Mixin private final TuneOptions wanted = new TuneOptions();

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "Use what an earlier run measured, instead of measuring.")
  private @Nullable Path calibration;

  @Option(
      names = {"--model-only", "--dry-run"},
      description =
          "Start no cloud: the model alone, with the last calibration or that of --calibration.")
  private boolean modelOnly;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the recommended settings there; what else stands in the file stays.")
  private @Nullable Path file;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Draw the front, as one page without anything outside of it.")
  private @Nullable Path report;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = WholeNumber.Port.class,
      description = "Port of the endpoint, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = LocalCloudConfig.DEFAULT_PORT;

  TuneCommand(Output output, Home home, Shutdown shutdown) {
    this.output = output;
    this.home = home;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() {
    try {
      return tune();
    } catch (SettingsException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read or write a file of tuning", e);
    }
  }

  private Integer tune() throws IOException {
    StackParameters parameters = StackParameters.of(home.template());
    Map<String, String> choices = settings.read(home);
    SettingsFile standing =
        file != null && Files.exists(file)
            ? SettingsOption.read(file, parameters)
            : new SettingsFile(Map.of());
    Workload workload = wanted.workload();
    TunedStage stage = workload.stage();
    Setting present = Setting.of(stage, parameters, choices);
    Path last = home.scratch().resolve("calibration-" + stage.function() + ".json");
    Calibration known = known(stage, last);
    Prices prices = new Prices(PriceTable.usEast1());

    List<TuneCheck> checks = new ArrayList<>();
    Tuning tuning;
    if (modelOnly) {
      if (known == null) {
        throw new CommandException(
            "No calibration of "
                + stage.function()
                + " yet: run without --model-only once, or name a file with --calibration");
      }
      tuning = tuning(workload, known, prices, parameters, present);
    } else {
      int environments = CloudStarter.defaultEnvironments();
      RunningCloud running =
          new CloudStarter(output, home, shutdown)
              .start(new CloudStarter.Choice(port, null, null, environments, choices));
      TuneBench bench =
          new TuneBench(running, stage, new TuneFeed(running, stage, wanted.pack(), wanted.seed()));
      Calibration used = calibration == null ? calibrate(bench, parameters, present, last) : known;
      if (used == null) {
        throw new IllegalStateException("a calibration was given or made");
      }
      tuning = tuning(workload, used, prices, parameters, present);
      output.note("Running the present settings, and the recommended ones");
      checks.add(TuneCheck.of("present", present, workload, used, prices, bench, environments));
      tuning
          .recommendation()
          .map(advice -> advice.candidate().setting())
          .filter(setting -> !setting.equals(present))
          .ifPresent(
              setting ->
                  checks.add(
                      TuneCheck.of(
                          "recommended", setting, workload, used, prices, bench, environments)));
    }
    show(tuning, checks);
    return finish(tuning, parameters, standing);
  }

  private @Nullable Calibration known(TunedStage stage, Path last) throws IOException {
    Path from = calibration != null ? calibration : last;
    return calibration != null || (modelOnly && Files.exists(last))
        ? Calibration.read(from, stage)
        : null;
  }

  private Calibration calibrate(
      TuneBench bench, StackParameters parameters, Setting present, Path last) throws IOException {
    TunedStage stage = wanted.workload().stage();
    output.note("Measuring batches of " + stage.function());
    Calibration made;
    try (ProgressBar progress = output.progress()) {
      made =
          new Calibrator(bench, stage, wanted.pack(), progress)
              .calibrate(present, wanted.mostOfABatch(parameters), where());
    }
    made.write(last);
    output.note("The calibration is in " + last);
    return made;
  }

  private static String where() {
    return "local cloud, "
        + Runtime.getRuntime().availableProcessors()
        + " cores of "
        + System.getProperty("os.arch");
  }

  private Tuning tuning(
      Workload workload,
      Calibration used,
      Prices prices,
      StackParameters parameters,
      Setting present) {
    return Tuning.of(
        workload,
        used,
        prices,
        parameters,
        wanted.timeout(home.template()).toMillis(),
        present,
        wanted.objectives(),
        wanted.mostDollars());
  }

  private void show(Tuning tuning, List<TuneCheck> checks) {
    if (format.json()) {
      output.json(TuneTables.json(tuning, checks));
      return;
    }
    TuneTables.show(tuning, output);
    if (!checks.isEmpty()) {
      output.line("");
      output.heading("One shard's part of it here, on a whole core whatever the memory");
      Table table = TuneCheck.table();
      checks.forEach(check -> check.addTo(table));
      output.table(table);
    }
  }

  private Integer finish(Tuning tuning, StackParameters parameters, SettingsFile standing)
      throws IOException {
    if (report != null) {
      Files.writeString(report, FrontPage.of(tuning));
      output.note("The front is drawn in " + report);
    }
    Recommendation advice = tuning.recommendation().orElse(null);
    if (advice == null || !advice.meets()) {
      if (file != null) {
        output.note("Nothing is written to " + file + ", as nothing meets the objectives");
      }
      return Exit.FAILED;
    }
    if (file != null) {
      standing
          .with(advice.candidate().setting().choices(tuning.workload().stage(), parameters))
          .write(file);
      output.note(
          "The settings are in " + file + ": ./millrace up --settings " + file + " takes them");
    }
    return Exit.DONE;
  }
}
