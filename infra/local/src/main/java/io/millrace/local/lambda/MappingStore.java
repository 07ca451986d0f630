// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.mapping.CheckpointStore;
import io.millrace.local.lambda.mapping.FileCheckpoints;
import io.millrace.local.lambda.mapping.MappingDriver;
import io.millrace.local.lambda.mapping.MemoryCheckpoints;
import io.millrace.local.lambda.runtime.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All mappings, by UUID; each has a directory with its configuration and, if they are to survive,
 * its checkpoints. Thread-safe.
 */
final class MappingStore implements AutoCloseable {
  private static final String FILE = "mapping.json";

  private final Path directory;
  private final boolean durable;
  private final Function<EventSourceMapping, MappingDriver> drivers;
  private final Map<String, EventSourceMapping> mappings = new ConcurrentHashMap<>();

  MappingStore(
      Path directory, boolean durable, Function<EventSourceMapping, MappingDriver> drivers) {
    this.directory = directory;
    this.durable = durable;
    this.drivers = drivers;
  }

  /** Finds again what the directory holds and starts what is enabled. */
  void restore() {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> found = Files.list(directory)) {
      for (Path one : found.filter(path -> Files.exists(path.resolve(FILE))).toList()) {
        ObjectNode configuration = Json.read(one.resolve(FILE));
        EventSourceMapping mapping = add(one.getFileName().toString(), configuration);
        mapping.settle(configuration);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  /** A new mapping, still to be settled. */
  EventSourceMapping add(String uuid, ObjectNode configuration) {
    Path home = directory.resolve(uuid);
    CheckpointStore checkpoints =
        durable ? new FileCheckpoints(home.resolve("checkpoints")) : new MemoryCheckpoints();
    EventSourceMapping mapping =
        new EventSourceMapping(uuid, configuration, home.resolve(FILE), checkpoints, drivers);
    mappings.put(uuid, mapping);
    return mapping;
  }

  EventSourceMapping get(String uuid) {
    EventSourceMapping mapping = mappings.get(uuid);
    if (mapping == null) {
      throw LambdaError.notFound(
          "The resource you requested does not exist: event source mapping " + uuid);
    }
    return mapping;
  }

  List<EventSourceMapping> all() {
    return List.copyOf(mappings.values());
  }

  /** Forgets a mapping that has ended. */
  void remove(String uuid) {
    mappings.remove(uuid);
    Directories.deleteWithAll(directory.resolve(uuid));
  }

  /** Stops all pollers. */
  @Override
  public void close() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      all().forEach(mapping -> threads.execute(mapping::abort));
    }
  }
}
