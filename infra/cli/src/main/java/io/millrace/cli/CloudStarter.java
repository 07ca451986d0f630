// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloud;
import io.millrace.local.LocalCloudConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts the cloud that a command runs in its own process, and sees to it that it ends with it. */
final class CloudStarter {

  /**
   * How many steps there are is not known; each takes the bar this part of the way that is left.
   */
  private static final double STEP = 1.0 / 8;

  private final Output output;
  private final Home home;
  private final Shutdown shutdown;
  private final AtomicReference<@Nullable LocalCloud> cloud = new AtomicReference<>();
  private final AtomicBoolean keepWork = new AtomicBoolean();

  CloudStarter(Output output, Home home, Shutdown shutdown) {
    this.output = output;
    this.home = home;
    this.shutdown = shutdown;
  }

  /**
   * What of the cloud a user may choose.
   *
   * @param data where everything outlives the process; null when nothing does
   * @param dynamoDb a DynamoDB that runs already; null to start one
   * @param debugPorts functions under a debugger, and where it connects to
   * @param settings of the stages, by parameter name
   * @param longestShift of a deployment's steps that give a new version a part of the traffic
   */
  record Choice(
      int port,
      @Nullable Path data,
      @Nullable URI dynamoDb,
      int maxEnvironments,
      Map<String, Integer> debugPorts,
      Map<String, String> settings,
      Duration longestShift) {
    /** Without a debugger. */
    Choice(
        int port,
        @Nullable Path data,
        @Nullable URI dynamoDb,
        int maxEnvironments,
        Map<String, String> settings) {
      this(
          port,
          data,
          dynamoDb,
          maxEnvironments,
          Map.of(),
          settings,
          LocalCloudConfig.DEFAULT_SHIFT);
    }

    /** With the settings of the template. */
    Choice(int port, @Nullable Path data, @Nullable URI dynamoDb, int maxEnvironments) {
      this(port, data, dynamoDb, maxEnvironments, Map.of());
    }
  }

  /** Five functions share the cores with the engines: more JVMs would only start more slowly. */
  static int defaultEnvironments() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /** Starts it; when it returns, the endpoint answers and the mappings are enabled. */
  RunningCloud start(Choice choice) {
    Path work = home.workFolder();
    shutdown.install(() -> stop(work));
    try (ProgressBar progress = output.progress()) {
      AtomicReference<Double> way = new AtomicReference<>(0.0);
      return RunningCloud.start(
          config(choice, work),
          home,
          choice.settings,
          cloud::set,
          step -> progress.show(way.updateAndGet(part -> part + (1 - part) * STEP), step));
    }
  }

  /** Whether the work folder, with what the functions logged, stays for somebody to look at. */
  void keepWorkFolder(boolean keep) {
    keepWork.set(keep);
  }

  private LocalCloudConfig config(Choice choice, Path work) {
    return new LocalCloudConfig(
        choice.port,
        Optional.ofNullable(choice.data).map(Path::toAbsolutePath),
        work,
        choice.dynamoDb == null ? Optional.of(home.dynamoDbLib()) : Optional.empty(),
        Optional.ofNullable(choice.dynamoDb),
        Home.javaHome(),
        choice.maxEnvironments,
        choice.debugPorts,
        choice.longestShift);
  }

  private void stop(Path work) {
    LocalCloud started = cloud.getAndSet(null);
    if (started != null) {
      output.note("stopping");
      started.close();
      output.note("stopped");
    }
    if (!keepWork.get()) {
      Folders.delete(work);
    }
  }
}
