// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All streams by name, reloaded from the data directory when there is one; thread-safe. */
final class Streams implements AutoCloseable {
  private static final String SETTINGS_FILE = "stream.json";

  private final ConcurrentSkipListMap<String, Stream> byName = new ConcurrentSkipListMap<>();
  private final KinesisLimits limits;
  private final Optional<Path> dataDir;
  private final InstantSource clock;
  private final ObjectMapper json = new ObjectMapper();

  Streams(KinesisLimits limits, Optional<Path> dataDir, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.dataDir = dataDir;
    dataDir.ifPresent(this::reload);
  }

  Stream get(String name) {
    Stream stream = byName.get(name);
    if (stream == null) {
      throw KinesisException.noStream(name);
    }
    return stream;
  }

  /** In the order of their names. */
  List<Stream> all() {
    return List.copyOf(byName.values());
  }

  synchronized void create(StreamSettings settings) {
    if (byName.containsKey(settings.name())) {
      throw KinesisException.streamExists(settings.name());
    }
    Optional<Path> directory = dataDir.map(path -> path.resolve(settings.name()));
    directory.ifPresent(path -> write(path, settings));
    byName.put(settings.name(), open(settings, directory));
  }

  synchronized void delete(String name) {
    get(name).close();
    byName.remove(name);
    dataDir.ifPresent(path -> remove(path.resolve(name)));
  }

  @Override
  public void close() {
    byName.values().forEach(Stream::close);
  }

  private Stream open(StreamSettings settings, Optional<Path> directory) {
    return new Stream(
        settings,
        limits,
        directory,
        changed -> directory.ifPresent(path -> write(path, changed)),
        clock.millis());
  }

  private void reload(Path root) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (var directories = Files.list(root)) {
      for (Path directory : directories.toList()) {
        Path file = directory.resolve(SETTINGS_FILE);
        StreamSettings settings = settings(json.readTree(file.toFile()));
        byName.put(settings.name(), open(settings, Optional.of(directory)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the streams in " + root + " cannot be read", e);
    }
  }

  /** A stream of an earlier version of the local cloud has a number of shards, no list. */
  private StreamSettings settings(JsonNode kept) throws IOException {
    if (kept.path("shards").isInt()) {
      return StreamSettings.fresh(
          kept.path("name").asText(),
          kept.path("shards").intValue(),
          kept.path("onDemand").booleanValue(),
          kept.path("createdAtMillis").longValue());
    }
    return json.treeToValue(kept, StreamSettings.class);
  }

  private void write(Path directory, StreamSettings settings) {
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve(SETTINGS_FILE);
      Path fresh = directory.resolve(SETTINGS_FILE + ".new");
      json.writeValue(fresh.toFile(), settings);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + directory, e);
    }
  }

  private static void remove(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }
}
