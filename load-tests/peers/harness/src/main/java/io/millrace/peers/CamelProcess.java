// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Camel route in a process of its own. */
final class CamelProcess implements AutoCloseable {
  private final Process process;

  private CamelProcess(Process process) {
    this.process = process;
  }

  /**
   * A way to run the route.
   *
   * @param threads of the route's Threads EIP; 0 for none
   * @param flags of the JVM, besides its heap
   */
  record Variant(String side, int threads, List<String> flags) {
    /** As somebody starts it who has read Camel's pages. */
    static final Variant PLAIN = new Variant("camel", 0, List.of());

    /** With the flags that functions have, and threads; the latter give up safety for speed. */
    static final Variant TUNED =
        new Variant("camel tuned", 8, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  }

  static CamelProcess start(Path home, Path work, LocalCloud cloud, Variant variant) {
    Path camel = home.resolve("load-tests/peers/camel/target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx870m"); // as much as the functions have
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(variant.flags());
    command.addAll(
        List.of(
            "-cp",
            camel.resolve("classes") + ":" + camel.resolve("lib") + "/*",
            "io.millrace.peers.camel.CamelPeer",
            cloud.eventsStream(),
            cloud.recordsTable(),
            home.resolve("enrich/src/main/resources/io/millrace/enrich/sample.mmdb").toString(),
            Integer.toString(variant.threads())));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve(variant.side().replace(' ', '-') + ".log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", cloud.endpoint().toString(),
                "AWS_REGION", cloud.region(),
                "AWS_ACCESS_KEY_ID", cloud.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", cloud.secretAccessKey()));
    try {
      Process process = builder.start();
      Leftovers.endWithUs(process);
      return new CamelProcess(process);
    } catch (IOException e) {
      throw new PeersException("the Camel route can't be started", e);
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
