// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloud;
import io.millrace.local.LocalCloudConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A local cloud with the stack deployed, as {@code up} and {@code demo} start it. */
final class RunningCloud implements AutoCloseable {

  static final String STACK = "millrace";

  /** Small objects in the archive cost nothing here, and who tries something out is waiting. */
  private static final Map<String, String> CHOICES = Map.of("PublishWindowSeconds", "1");

  private final LocalCloud cloud;
  private final Path workFolder;
  private final Clients clients;
  private final Resources resources;

  private RunningCloud(LocalCloud cloud, Path workFolder, Clients clients, Resources resources) {
    this.cloud = cloud;
    this.workFolder = workFolder;
    this.clients = clients;
    this.resources = resources;
  }

  /**
   * Starts everything; when it returns, the endpoint answers and the mappings are enabled.
   *
   * @param settings of the stages, by parameter name
   * @param started is told of the cloud as soon as there is something to close
   */
  static RunningCloud start(
      LocalCloudConfig config,
      Home home,
      Map<String, String> settings,
      Consumer<LocalCloud> started,
      Consumer<String> progress) {
    progress.accept("starting the local cloud");
    LocalCloud cloud = LocalCloud.start(config);
    started.accept(cloud);
    Clients clients = Clients.ofEndpoint(cloud.endpoint());
    Map<String, String> choices = new TreeMap<>(CHOICES);
    choices.putAll(settings);
    Resources resources =
        new Deployer(clients, progress).deploy(STACK, home.template(), home.deployables(), choices);
    return new RunningCloud(cloud, config.workDir(), clients, resources);
  }

  LocalCloud cloud() {
    return cloud;
  }

  /** Scratch space, with what the functions logged. */
  Path workFolder() {
    return workFolder;
  }

  Clients clients() {
    return clients;
  }

  Resources resources() {
    return resources;
  }

  @Override
  public void close() {
    clients.close();
    cloud.close();
  }
}
