// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloudConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace up}: start and stay. */
@Command(
    name = "up",
    header = "Start the local cloud with the stack deployed, and stay until Ctrl-C.",
    footer = {
      "",
      "Example:",
      "  ./millrace up --data ~/millrace-data",
      "  ./millrace up --settings settings.json",
      "  aws --endpoint-url http://localhost:4566 s3 ls"
    })
final class UpCommand implements Callable<Integer> {

  private final Output output;
  private final Home home;
  private final Shutdown shutdown;

  @Mixin private final Format format = new Format();
  @Mixin private final SettingsOption settings = new SettingsOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = WholeNumber.Port.class,
      description = "Port of the endpoint, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = LocalCloudConfig.DEFAULT_PORT;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep everything in this folder, so that it is there at the next start.")
  private @Nullable Path data;

  @Option(
      names = "--dynamodb-endpoint",
      paramLabel = "URL",
      description = "Use the DynamoDB that answers there instead of starting one.")
  private @Nullable URI dynamoDb;

  @Option(
      names = "--max-environments",
      paramLabel = "N",
      converter = WholeNumber.Processes.class,
      description = "JVMs per function at the most (default: one per two cores).")
  private int maxEnvironments = CloudStarter.defaultEnvironments();

  @Option(
      names = "--debug",
      paramLabel = "FUNCTION:PORT",
      converter = DebugPort.Converter.class,
      description =
          "Run a function in one JVM that a debugger can connect to, without its timeout, e.g. enrich:5005. May be repeated.")
  private List<DebugPort> debug = new ArrayList<>();

  @Option(
      names = "--longest-shift",
      paramLabel = "TIME",
      converter = LoadOptions.Span.class,
      description =
          "How long a deployment gives a new version a part of the traffic, at most; on AWS it is minutes (default: 5s).")
  private Duration longestShift = LocalCloudConfig.DEFAULT_SHIFT;

  @Option(
      names = "--verbose",
      description = "List what the template asks for and has no effect locally.")
  private boolean verbose;

  UpCommand(Output output, Home home, Shutdown shutdown) {
    this.output = output;
    this.home = home;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    RunningCloud running =
        new CloudStarter(output, home, shutdown)
            .start(
                new CloudStarter.Choice(
                    port,
                    data,
                    dynamoDb,
                    maxEnvironments,
                    DebugPort.byFunction(debug),
                    settings.read(home),
                    longestShift));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    show(running, elapsed);
    stay(shutdown);
    return Exit.DONE;
  }

  /** Waits for Ctrl-C, which ends the process. */
  static void stay(Shutdown shutdown) throws InterruptedException {
    shutdown.interruptIsDone();
    new CountDownLatch(1).await();
  }

  private void show(RunningCloud running, Duration elapsed) {
    URI endpoint = running.cloud().endpoint();
    List<String> withoutEffect = running.cloud().status().withoutLocalEffect();
    if (format.json()) {
      Map<String, Object> ready = new LinkedHashMap<>();
      ready.put("endpoint", endpoint.toString());
      ready.put("region", LocalCloudConfig.REGION);
      ready.put("accessKeyId", Clients.LOCAL_CREDENTIALS.accessKeyId());
      ready.put("secretAccessKey", Clients.LOCAL_CREDENTIALS.secretAccessKey());
      ready.put("resources", running.resources().toMap());
      ready.put("withoutLocalEffect", withoutEffect);
      ready.put("elapsedMillis", elapsed.toMillis());
      output.json(ready);
      return;
    }
    output.heading("Millrace runs at " + endpoint + " (ready in " + Texts.duration(elapsed) + ")");
    output.line("");
    Hints.credentials(endpoint).forEach(line -> output.line("  " + line));
    output.line("");
    output.table(running.resources().toTable());
    output.line("");
    for (DebugPort one : debug) {
      output.line(
          one.function()
              + " runs under a debugger at 127.0.0.1:"
              + one.port()
              + ", from its first event on.");
    }
    output.line("Try, from another shell:");
    Hints.next(endpoint, running.resources()).forEach(line -> output.line("  " + line));
    output.line("");
    output.line(
        withoutEffect.size()
            + " properties of the template have no effect locally"
            + (verbose ? ":" : " (--verbose lists them)."));
    if (verbose) {
      withoutEffect.forEach(property -> output.line("  " + property));
    }
    output.line(
        "Ctrl-C stops everything"
            + (data == null ? " and forgets it." : "; " + data + " keeps it."));
  }
}
