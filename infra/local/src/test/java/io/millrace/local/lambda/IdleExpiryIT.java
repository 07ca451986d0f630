// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.function.ObedientFunction;
import io.millrace.local.lambda.runtime.DebugPorts;
import io.millrace.local.lambda.runtime.EnvironmentPool;
import io.millrace.local.lambda.runtime.FunctionSpec;
import io.millrace.local.lambda.runtime.InvocationResult;
import io.millrace.local.lambda.runtime.RuntimeSettings;
import io.millrace.local.lambda.runtime.Runtimes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleExpiryIT {
  @TempDir private Path directory;

  private Runtimes runtimes(LongSupplier nanoClock) {
    return new Runtimes(
        new RuntimeSettings(
            URI.create("http://127.0.0.1:1"),
            Path.of(System.getProperty("java.home")),
            directory.resolve("work"),
            directory.resolve("logs"),
            "us-east-1",
            key -> "millrace-local",
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            DebugPorts.NONE),
        nanoClock);
  }

  private FunctionSpec spec() throws IOException {
    Path jar = directory.resolve("function.jar");
    Files.write(jar, FunctionJars.of(ObedientFunction.class));
    return new FunctionSpec(
        "obedient",
        FunctionSpec.LATEST,
        "arn:function",
        "java25",
        ObedientFunction.class.getName() + "::handleRequest",
        jar,
        256,
        Duration.ofSeconds(30),
        Map.of(),
        false);
  }

  @Rule(
      of = Subject.FUNCTION,
      property = "Idle environments",
      page = "lambda-runtime-environment",
      says = "An environment that gets no event for a while is shut down.",
      note = "after ten minutes, on which the guide is silent")
  @Test
  void idleEnvironment_isStopped_oneWithinItsTimeIsNot() throws IOException, InterruptedException {
    AtomicLong now = new AtomicLong(-5); // as System.nanoTime may be
    long expiry = Duration.ofMinutes(10).toNanos();
    try (EnvironmentPool pool = runtimes(now::get).pool(spec(), 1)) {
      run(pool);
      now.addAndGet(expiry);
      pool.expireIdle();
      assertThat(pool.environments()).as("after ten minutes").isEqualTo(1);

      run(pool);
      now.addAndGet(expiry);
      pool.expireIdle();
      assertThat(pool.environments()).as("ten minutes after its last event").isEqualTo(1);
      assertThat(pool.metrics().coldStarts()).isEqualTo(1);

      now.incrementAndGet();
      pool.expireIdle();
      assertThat(pool.environments()).as("a moment later").isZero();
    }
  }

  private static void run(EnvironmentPool pool) throws InterruptedException {
    assertThat(pool.invoke("{}", Duration.ofSeconds(1)))
        .isInstanceOf(InvocationResult.Succeeded.class);
  }
}
