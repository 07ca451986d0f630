// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code ./millrace up} in a process of its own, with the stack deployed. */
final class LocalCloud implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final JsonNode ready;

  private LocalCloud(Process process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts it, and returns when the mappings are enabled.
   *
   * @param work where its output goes
   * @param dynamoDb absent for one of its own
   */
  static LocalCloud start(Path home, Path work, int port, Optional<URI> dynamoDb) {
    List<String> command =
        new ArrayList<>(
            List.of(home.resolve("millrace").toString(), "up", "--json", "--port", "" + port));
    dynamoDb.ifPresent(uri -> command.addAll(List.of("--dynamodb-endpoint", uri.toString())));
    Path out = work.resolve("up-" + port + ".json");
    Path log = work.resolve("up-" + port + ".log");
    try {
      Files.deleteIfExists(out);
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(log.toFile())
              .start();
      Leftovers.endWithUs(process);
      long end = System.nanoTime() + Limits.START.toNanos();
      while (!Files.readString(out).endsWith("\n")) {
        if (!process.isAlive()) {
          throw new PeersException("the local cloud did not start: " + Files.readString(log));
        }
        Limits.pause(Limits.LOOK, end, "the start of the local cloud (see " + log + ")");
      }
      return new LocalCloud(process, JSON.readTree(out.toFile()));
    } catch (IOException e) {
      throw new PeersException("the local cloud can't be started", e);
    }
  }

  URI endpoint() {
    return URI.create(ready.path("endpoint").asText());
  }

  String region() {
    return ready.path("region").asText();
  }

  String accessKeyId() {
    return ready.path("accessKeyId").asText();
  }

  String secretAccessKey() {
    return ready.path("secretAccessKey").asText();
  }

  String eventsStream() {
    return ready.path("resources").path("eventsStream").asText();
  }

  String recordsTable() {
    return ready.path("resources").path("recordsTable").asText();
  }

  long pid() {
    return process.pid();
  }

  /** Ends it as Ctrl-C would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(Limits.STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
