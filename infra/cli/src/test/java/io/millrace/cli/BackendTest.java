// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class BackendTest {

  @Command
  static final class Asking {
    @Mixin private final Backend backend;

    Asking(Map<String, String> environment) {
      this.backend = new Backend(environment);
    }
  }

  @Test
  void nothingSaid_isTheLocalCloud_whateverProfileTheAwsCommandLineHas() {
    Backend backend = backend(Map.of("AWS_PROFILE", "prod", "AWS_ENDPOINT_URL", ""));

    assertThat(backend.isAws()).isFalse();
    assertThat(backend.endpoint()).isEqualTo(Backend.LOCAL);
    assertThat(backend.stack()).isEqualTo("millrace");
  }

  @Test
  void theEnvironment_saysItOnceForAllCommands() {
    Backend there = backend(Map.of("AWS_ENDPOINT_URL", "http://localhost:1"));
    Backend aws = backend(Map.of("MILLRACE_PROFILE", "prod", "MILLRACE_STACK", "shop"));

    assertThat(there.endpoint()).isEqualTo(URI.create("http://localhost:1"));
    assertThat(aws.isAws()).isTrue();
    assertThat(aws.where()).isEqualTo("AWS, profile prod");
    assertThat(aws.stack()).isEqualTo("shop");
  }

  @Test
  void anOption_isStrongerThanTheEnvironment() {
    Map<String, String> both =
        Map.of("MILLRACE_PROFILE", "prod", "AWS_ENDPOINT_URL", "http://localhost:1");

    assertThat(backend(both, "--endpoint", "http://localhost:2").where())
        .isEqualTo("http://localhost:2");
    assertThat(backend(both, "--profile", "test").where()).isEqualTo("AWS, profile test");
  }

  @Test
  void anAddressThatIsNone_isRefusedByTheNameOfItsVariable() {
    Backend backend = backend(Map.of("AWS_ENDPOINT_URL", "http://local host"));

    assertThatThrownBy(backend::connect)
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("AWS_ENDPOINT_URL is http://local host, allowed is a URL such as");
  }

  private static Backend backend(Map<String, String> environment, String... arguments) {
    Asking asking = new Asking(environment);
    new CommandLine(asking).parseArgs(arguments);
    return asking.backend;
  }
}
