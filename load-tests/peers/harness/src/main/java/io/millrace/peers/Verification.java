// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@code ./millrace verify}: a fast pipeline that counts wrongly is not to be measured. */
final class Verification {

  private Verification() {}

  static void run(Path home, URI endpoint, Path work) {
    Path log = work.resolve("verify.log");
    try {
      Process process =
          new ProcessBuilder(
                  home.resolve("millrace").toString(), "verify", "--endpoint", endpoint.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(Limits.PHASE.toSeconds(), TimeUnit.SECONDS)
          || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new PeersException("the aggregates are not exact: " + Files.readString(log));
      }
    } catch (IOException e) {
      throw new PeersException("millrace verify can't be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeersException("interrupted", e);
    }
  }
}
