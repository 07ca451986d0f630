// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloudConfig;
import io.millrace.samples.Expected;
import io.millrace.samples.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.s3.model.S3Object;

/** {@code millrace demo}: the whole pipeline, once, with the result shown and checked. */
@Command(
    name = "demo",
    header = "Run the whole pipeline on this machine, on sample photos and events or on your own.",
    description = {
      "Starts a local cloud, deploys the stack, uploads, waits until everything is processed, counts what",
      "came out where it stands and compares. Exit code 1 when any two numbers differ."
    },
    footer = {
      "",
      "Examples:",
      "  ./millrace demo",
      "  ./millrace demo ~/Pictures/holiday visits.csv.gz"
    })
final class DemoCommand implements Callable<Integer> {

  private static final String FOLDER = "demo";

  private final Output output;
  private final Home home;
  private final Shutdown shutdown;

  @Mixin private final Format format = new Format();
  @Mixin private final SettingsOption settings = new SettingsOption();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Your own photos, event files or folders, instead of the samples.")
  private List<Path> paths = List.of();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = WholeNumber.Port.class,
      description = "Port of the endpoint, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = LocalCloudConfig.DEFAULT_PORT;

  @Option(names = "--keep", description = "Leave the cloud running afterwards, until Ctrl-C.")
  private boolean keep;

  DemoCommand(Output output, Home home, Shutdown shutdown) {
    this.output = output;
    this.home = home;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    Map<String, String> chosenSettings = settings.read(home);
    Path folder = home.scratch().resolve(FOLDER);
    Expected expected = null;
    UploadPlan plan;
    if (paths.isEmpty()) {
      Path samples = Folders.fresh(folder.resolve("samples"));
      expected = Samples.write(samples, Instant.now());
      plan = UploadPlan.of(samples(samples));
    } else {
      plan = UploadPlan.of(paths);
    }
    Input input = InputCounter.count(plan.files());
    note(plan, input);
    CloudStarter starter = new CloudStarter(output, home, shutdown);
    // Until it went well, for whoever looks why it did not.
    starter.keepWorkFolder(true);
    RunningCloud running =
        starter.start(
            new CloudStarter.Choice(
                port, null, null, CloudStarter.defaultEnvironments(), chosenSettings));
    output.note("Local cloud: " + running.cloud().endpoint() + ", ready after " + since(start));
    try (ProgressBar progress = output.progress()) {
      new Uploader(running.clients().s3(), running.resources().uploadsBucket())
          .upload(plan, progress);
      new Drain(running, progress).await(input.parts());
    }
    DemoReport report = report(running, input, expected, folder, start);
    show(report);
    boolean agrees = report.differences().isEmpty();
    if (agrees) {
      starter.keepWorkFolder(false);
    } else {
      output.note("What the functions logged stays until the next start: " + running.workFolder());
    }
    if (keep) {
      stay(running);
    }
    return agrees ? Exit.DONE : Exit.FAILED;
  }

  private void note(UploadPlan plan, Input input) {
    output.note(
        "Input: "
            + Texts.grouped(input.photos())
            + " photos and "
            + Texts.grouped(input.events())
            + " events, in "
            + Texts.grouped(plan.files().size())
            + " files of "
            + Texts.bytes(plan.bytes()));
  }

  private void show(DemoReport report) {
    if (format.json()) {
      output.json(report.json());
    } else {
      output.line("");
      report.show(output);
    }
  }

  private void stay(RunningCloud running) throws InterruptedException {
    output.note("");
    output.note(
        "Still running at "
            + running.cloud().endpoint()
            + "; Ctrl-C stops everything and forgets it.");
    Hints.credentials(running.cloud().endpoint()).forEach(line -> output.note("  " + line));
    UpCommand.stay(shutdown);
  }

  private static List<Path> samples(Path folder) {
    List<Path> parts = new ArrayList<>();
    try (var files = Files.list(folder)) {
      files.filter(file -> !file.endsWith(Samples.EXPECTED)).forEach(parts::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the samples", e);
    }
    return parts;
  }

  private DemoReport report(
      RunningCloud running, Input input, @Nullable Expected expected, Path folder, long start) {
    Census census = new Census(running.clients(), running.resources());
    Census.Tables tables = census.tables(() -> new RecordCounts(input.eventKeys()));
    RecordCounts records = tables.records();
    List<S3Object> renditions = census.renditions();
    Findings found =
        new Findings(
            input,
            records,
            tables.aggregates(),
            renditions.stream().map(S3Object::key).toList(),
            census.deadLetters(),
            tables.verification(),
            Ages.of(running.cloud().status()),
            Duration.ofNanos(System.nanoTime() - start));
    List<String> differences = new ArrayList<>(Comparison.of(found));
    if (expected != null) {
      differences.addAll(Comparison.with(found, expected));
    }
    Path copies = folder.resolve("renditions");
    String bucket = running.resources().renditionsBucket();
    long bytes = new RenditionCopies(copies).copy(running.clients().s3(), bucket, records.photos());
    return new DemoReport(
        found,
        differences,
        new DemoReport.Renditions(bucket, copies.toString(), renditions.size(), bytes));
  }

  private static String since(long start) {
    return Texts.duration(Duration.ofNanos(System.nanoTime() - start));
  }
}
