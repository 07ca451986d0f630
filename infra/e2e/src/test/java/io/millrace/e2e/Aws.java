// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.cli.Deployment;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** An account of AWS. The stack stays when the suite ends: what holds data is retained anyway. */
final class Aws {

  static final String PROFILE = "millrace.profile";
  static final String STACK = "millrace.stack";

  /** So that made-up events are never put into a pipeline that somebody uses. */
  private static final String OF_TESTS = "-e2e";

  private static final Set<Capability> CAPABILITIES =
      EnumSet.complementOf(EnumSet.of(Capability.CONTROL_PLANE));

  /** Longer than a cold start, a poll of a second and the windows together. */
  private static final Duration QUIET = Duration.ofSeconds(30);

  private Aws() {}

  static Cloud deploy() {
    String stack = stack(System.getProperty(STACK, "millrace-e2e"));
    String profile = System.getProperty(PROFILE, "default");
    return new DeployedCloud(
        Deployment.onAws(profile, stack),
        stack,
        List.of("--profile", profile),
        CAPABILITIES,
        QUIET,
        () -> {});
  }

  static String stack(String name) {
    if (!name.endsWith(OF_TESTS)) {
      throw new IllegalArgumentException(
          STACK + " is \"" + name + "\", allowed is a name that ends in " + OF_TESTS);
    }
    return name;
  }
}
