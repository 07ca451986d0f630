// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalCloudConfig;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which cloud a command speaks to: options that every client command has, and what the environment
 * says instead of them, so that a person types it once a shell.
 */
final class Backend {

  static final URI LOCAL = URI.create("http://localhost:" + LocalCloudConfig.DEFAULT_PORT);

  /** Not AWS_PROFILE, which many have set: nothing goes to AWS that nobody asked to go there. */
  private static final String PROFILE = "MILLRACE_PROFILE";

  private static final String STACK = "MILLRACE_STACK";

  /** As for the AWS command line; {@code up} prints it. */
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private final Map<String, String> environment;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Where the cloud answers (default: AWS_ENDPOINT_URL, else http://localhost:4566, the local cloud).")
  private @Nullable URI endpoint;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "Speak to AWS, with this profile of the AWS configuration (default: MILLRACE_PROFILE).")
  private @Nullable String profile;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "Name of the stack (default: MILLRACE_STACK, else millrace).")
  private @Nullable String stack;

  Backend() {
    this(System.getenv());
  }

  Backend(Map<String, String> environment) {
    this.environment = environment;
  }

  String stack() {
    return stack == null ? set(STACK).orElse(RunningCloud.STACK) : stack;
  }

  /** Whether this is AWS itself, so that nothing beyond its API can be asked. */
  boolean isAws() {
    return profile().isPresent();
  }

  /** Where the cloud answers, for a person to read. */
  String where() {
    return profile().map(name -> "AWS, profile " + name).orElseGet(() -> endpoint().toString());
  }

  URI endpoint() {
    return endpoint == null ? set(ENDPOINT).map(this::address).orElse(LOCAL) : endpoint;
  }

  /** An option names the cloud, whatever the environment says. */
  private Optional<String> profile() {
    return profile == null && endpoint == null ? set(PROFILE) : Optional.ofNullable(profile);
  }

  private Optional<String> set(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private URI address(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw wrong(ENDPOINT + " is " + url + ", allowed is a URL such as " + LOCAL);
    }
  }

  Clients connect() {
    if (profile != null && endpoint != null) {
      throw wrong("--endpoint and --profile exclude each other");
    }
    return profile().map(Clients::ofProfile).orElseGet(() -> Clients.ofEndpoint(checkedEndpoint()));
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
