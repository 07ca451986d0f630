// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.runtime.Runtimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** All functions, by name; one JSON file each. Thread-safe. */
final class FunctionStore implements AutoCloseable {
  private final Path directory;
  private final CodeStore codes;
  private final Runtimes runtimes;
  private final int maxEnvironments;
  private final ConcurrentNavigableMap<String, LambdaFunction> functions =
      new ConcurrentSkipListMap<>();

  /** Finds again what the directory holds. */
  FunctionStore(Path directory, CodeStore codes, Runtimes runtimes, int maxEnvironments) {
    this.directory = directory;
    this.codes = codes;
    this.runtimes = runtimes;
    this.maxEnvironments = maxEnvironments;
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        files
            .filter(file -> file.toString().endsWith(".json"))
            .forEach(file -> add(Json.read(file)));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + directory, e);
      }
    }
  }

  /** A new function; a conflict when there is one of that name. */
  LambdaFunction add(ObjectNode configuration) {
    String name = configuration.path("FunctionName").asText();
    LambdaFunction added =
        functions.compute(
            name,
            (key, present) -> {
              if (present != null) {
                throw LambdaError.conflict("Function already exist: " + name);
              }
              return new LambdaFunction(
                  configuration,
                  file(name),
                  new Versions(name, published(name)),
                  codes,
                  runtimes,
                  maxEnvironments);
            });
    return added;
  }

  Optional<LambdaFunction> find(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  LambdaFunction get(String name) {
    return find(name).orElseThrow(() -> LambdaError.functionNotFound(name));
  }

  /** By name. */
  List<LambdaFunction> all() {
    return List.copyOf(functions.values());
  }

  void remove(String name) {
    LambdaFunction removed = functions.remove(name);
    if (removed == null) {
      throw LambdaError.functionNotFound(name);
    }
    try {
      Files.deleteIfExists(file(name));
      Files.deleteIfExists(published(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(name), e);
    }
    removed.close();
  }

  private Path published(String name) {
    return directory.resolve("published").resolve(name + ".json");
  }

  private Path file(String name) {
    return directory.resolve(name + ".json");
  }

  /** Ends every process. */
  @Override
  public void close() {
    functions.values().forEach(LambdaFunction::close);
  }
}
