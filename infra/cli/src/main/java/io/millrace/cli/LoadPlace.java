// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the cloud that a load run is put into: its own, a running one, AWS. */
final class LoadPlace {

  /** Beside the one of {@code up}. */
  private static final int DEFAULT_PORT = 4567;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Mixin private final SettingsOption settings = new SettingsOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = WholeNumber.Port.class,
      description = "Port of the cloud it starts, 0 for any that is free (default: 4567).")
  private @Nullable Integer port;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Use the local cloud that answers there.")
  private @Nullable URI endpoint;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Use AWS, with this profile of the AWS configuration. What it costs is yours.")
  private @Nullable String profile;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "Name of the stack (default: ${DEFAULT-VALUE}).")
  private String stack = RunningCloud.STACK;

  @Option(
      names = "--keep",
      description = "Leave what the functions of its own cloud logged, until the next start.")
  private boolean keep;

  /** Refuses options that exclude each other, before anything is started. */
  void check() {
    if (profile != null && endpoint != null) {
      throw wrong("--endpoint and --profile exclude each other");
    }
    if (settings.given() && (profile != null || endpoint != null)) {
      throw wrong("--settings are of the cloud it starts; --endpoint and --profile name another");
    }
    if (port != null && (profile != null || endpoint != null)) {
      throw wrong("--port is of the cloud it starts; --endpoint and --profile name another");
    }
    if (endpoint != null) {
      requireAddress(endpoint);
    }
  }

  /** The cloud, which is started when it is one of its own. */
  LoadTarget open(Output output, Home home, Shutdown shutdown) {
    if (profile != null) {
      shutdown.install(() -> {});
      return LoadTarget.aws(profile, stack);
    }
    if (endpoint != null) {
      shutdown.install(() -> {});
      return LoadTarget.local(endpoint, stack, false);
    }
    CloudStarter starter = new CloudStarter(output, home, shutdown);
    starter.keepWorkFolder(keep);
    RunningCloud running =
        starter.start(
            new CloudStarter.Choice(
                port != null ? port : DEFAULT_PORT,
                null,
                null,
                CloudStarter.defaultEnvironments(),
                settings.read(home)));
    return LoadTarget.local(running.cloud().endpoint(), RunningCloud.STACK, true);
  }

  private void requireAddress(URI url) {
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw wrong("--endpoint is " + url + ", allowed is a URL such as " + Backend.LOCAL);
    }
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
