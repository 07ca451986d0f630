// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps stacks in a directory, a file each, when there is one. */
final class StackStore {
  private final Optional<Path> directory;
  private final ObjectMapper json = new ObjectMapper();

  StackStore(Optional<Path> directory) {
    this.directory = directory;
  }

  List<StackState> load() {
    if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
      return List.of();
    }
    List<StackState> states = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory.get(), "*.json")) {
      for (Path file : files) {
        states.add(json.readValue(file.toFile(), StackState.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the stacks in " + directory.get() + " cannot be read", e);
    }
    return states;
  }

  /** Replaces the file as a whole: a crash leaves the old or the new one. */
  void save(StackState state) {
    if (directory.isEmpty()) {
      return;
    }
    Path file = directory.get().resolve(state.name() + ".json");
    try {
      Files.createDirectories(directory.get());
      Path written = file.resolveSibling(state.name() + ".new");
      json.writeValue(written.toFile(), state);
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  void remove(String name) {
    if (directory.isPresent()) {
      try {
        Files.deleteIfExists(directory.get().resolve(name + ".json"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
