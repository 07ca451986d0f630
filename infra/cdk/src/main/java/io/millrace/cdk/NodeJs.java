// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;

/**
 * The Node.js that the CDK library runs in: asked for first, so that its absence is one clear
 * message.
 */
final class NodeJs {

  private NodeJs() {}

  /** Throws if there is no Node.js where the CDK library will look for it. */
  static void require() {
    require(Optional.ofNullable(System.getenv("JSII_NODE")).orElse("node"));
  }

  static void require(String command) {
    if (!runs(command)) {
      throw new IllegalStateException(
          "CDK needs Node.js 20 or newer, and `"
              + command
              + "` does not run. Install it, put it on the PATH or name it in JSII_NODE."
              + " Only infra/cdk needs it: running and deploying Millrace take the committed"
              + " millrace.template.json.");
    }
  }

  private static boolean runs(String command) {
    try {
      Process process =
          new ProcessBuilder(command, "--version")
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while asking " + command + " for its version", e);
    }
  }
}
