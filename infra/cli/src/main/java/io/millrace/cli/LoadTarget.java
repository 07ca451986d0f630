// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.Probe;
import io.millrace.load.report.LoadReport;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.URI;
import java.util.Locale;

/**
 * The cloud that a load run is put into.
 *
 * @param countries whether it knows the places of the sample addresses
 */
record LoadTarget(Clients clients, Resources resources, Probe probe, boolean countries) {

  private static final long MEGABYTE = 1_000_000;

  /** A local cloud, of this process or another. */
  static LoadTarget local(URI endpoint, String stack, boolean own) {
    Clients clients = Clients.ofEndpoint(endpoint);
    Resources resources = Resources.of(clients.cloudFormation(), stack, endpoint.toString());
    LoadReport.Backend backend =
        new LoadReport.Backend(
            "local cloud",
            endpoint.toString(),
            own ? Engines.onClassPath() : "the engines of another process",
            machine());
    return new LoadTarget(
        clients,
        resources,
        new LocalProbe(
            new ControlClient(endpoint),
            stack,
            backend,
            () -> StageSettings.of(clients.lambda(), stack)),
        true);
  }

  /** AWS. Its geolocation database need not know the sample addresses. */
  static LoadTarget aws(String profile, String stack) {
    Clients clients = Clients.ofProfile(profile);
    Resources resources = Resources.of(clients.cloudFormation(), stack, "AWS, profile " + profile);
    LoadCheck counter = new LoadCheck(clients, resources);
    return new LoadTarget(
        clients,
        resources,
        new AwsProbe(
            clients.cloudWatch(),
            () -> new Queues(clients.sqs()).depths(resources),
            counter::counted,
            () -> StageSettings.of(clients.lambda(), stack),
            stack,
            new LoadReport.Backend("AWS", clients.region(), "", machine()),
            Pauses::pause),
        false);
  }

  /** Cores and memory of the machine that this runs on. */
  static String machine() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    String memory =
        system instanceof com.sun.management.OperatingSystemMXBean bean
            ? String.format(Locale.ROOT, ", %,d MB", bean.getTotalMemorySize() / MEGABYTE)
            : "";
    return system.getAvailableProcessors()
        + " cores"
        + memory
        + ", "
        + system.getName()
        + " "
        + system.getArch();
  }
}
