// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The millrace command as a process of its own, on this test's class path. */
public final class Millrace {

  private static final long LONGEST_SECONDS = 240;

  /** What a command that ended left behind. */
  public record Result(int exitCode, String out, String err) {}

  private Millrace() {}

  /** Starts a command; its standard output can be read, its standard error goes to a file. */
  static Process start(Path err, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-Dmillrace.home=" + System.getProperty("millrace.home"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.millrace.cli.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(err.toFile()).start();
  }

  /** Runs a command to its end. */
  static Result run(String... arguments) {
    try {
      Path err = Files.createTempFile("millrace", ".err");
      Process process = start(err, Arrays.asList(arguments));
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Still running: " + Arrays.toString(arguments));
      }
      Result result = new Result(process.exitValue(), out, Files.readString(err));
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
