// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.runtime.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checkpoints in a directory, one small file per shard, replaced whole by a rename: after a crash
 * the old or the new one is there. They are not forced to the disk, so a power failure may cost the
 * last ones; their batches are sent again then.
 */
public final class FileCheckpoints implements CheckpointStore {
  private final Path directory;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Checkpoint> known = new ConcurrentHashMap<>();

  public FileCheckpoints(Path directory) {
    this.directory = directory;
  }

  @Override
  public Checkpoint get(String shardId) {
    return known.computeIfAbsent(shardId, this::load);
  }

  @Override
  public void put(String shardId, Checkpoint checkpoint) {
    if (checkpoint.equals(known.put(shardId, checkpoint))) {
      return;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    checkpoint.sequenceNumber().ifPresent(number -> json.put("sequenceNumber", number));
    json.put("ended", checkpoint.ended());
    checkpoint
        .window()
        .ifPresent(
            window ->
                json.putObject("window")
                    .put("startMillis", window.startMillis())
                    .put("lengthMillis", window.length().toMillis())
                    .set("state", window.state()));
    Path file = file(shardId);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(directory);
      Files.writeString(fresh, json.toString());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + file, e);
    }
  }

  private Checkpoint load(String shardId) {
    Path file = file(shardId);
    if (!Files.exists(file)) {
      return Checkpoint.NONE;
    }
    try {
      JsonNode json = mapper.readTree(file.toFile());
      JsonNode number = json.path("sequenceNumber");
      JsonNode window = json.path("window");
      return new Checkpoint(
          number.isTextual() ? Optional.of(number.textValue()) : Optional.empty(),
          json.path("ended").asBoolean(),
          window.isObject() ? Optional.of(window(window)) : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoint " + file, e);
    }
  }

  private static TumblingWindow window(JsonNode json) {
    return new TumblingWindow(
        json.path("startMillis").asLong(),
        Duration.ofMillis(json.path("lengthMillis").asLong()),
        json.path("state"));
  }

  private Path file(String shardId) {
    return directory.resolve(shardId + ".json");
  }

  @Override
  public void clear() {
    known.clear();
    Directories.deleteWithAll(directory);
  }
}
