// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloudConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which cloud a command speaks to: options that every client command has. */
final class Backend {

  static final URI LOCAL = URI.create("http://localhost:" + LocalCloudConfig.DEFAULT_PORT);

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where the cloud answers; without it http://localhost:4566, the local cloud.")
  private @Nullable URI endpoint;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Speak to AWS, with this profile of the AWS configuration.")
  private @Nullable String profile;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "Name of the stack (default: ${DEFAULT-VALUE}).")
  private String stack = "millrace";

  String stack() {
    return stack;
  }

  /** Whether this is AWS itself, so that nothing beyond its API can be asked. */
  boolean isAws() {
    return profile != null;
  }

  /** Where the cloud answers, for a person to read. */
  String where() {
    return profile != null ? "AWS, profile " + profile : endpoint().toString();
  }

  URI endpoint() {
    return endpoint == null ? LOCAL : endpoint;
  }

  Clients connect() {
    if (profile != null && endpoint != null) {
      throw wrong("--endpoint and --profile exclude each other");
    }
    if (profile != null) {
      return Clients.ofProfile(profile);
    }
    return Clients.ofEndpoint(checkedEndpoint());
  }

  /** Where a cloud answers, when what was given can be an address. */
  URI checkedEndpoint() {
    URI url = endpoint();
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw wrong("--endpoint is " + url + ", allowed is a URL such as " + LOCAL);
    }
    return url;
  }

  private CommandLine.ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
