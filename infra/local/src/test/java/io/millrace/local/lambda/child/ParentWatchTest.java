// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.lambda.function.HangingMain;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentWatchTest {
  /**
   * What the system does to the child's input when the parent is killed: it closes the other end.
   */
  @Test
  void hangingProgram_endsWithItsInput()
      throws IOException, InterruptedException, URISyntaxException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                place(ParentWatch.class) + File.pathSeparator + place(HangingMain.class),
                ParentWatch.class.getName(),
                HangingMain.class.getName())
            .start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("running");

      process.getOutputStream().close();

      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
