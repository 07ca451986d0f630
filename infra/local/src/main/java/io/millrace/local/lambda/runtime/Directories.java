// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removal of directories. */
public final class Directories {
  private static final System.Logger LOG = System.getLogger(Directories.class.getName());

  private Directories() {}

  /** Deletes a directory and what lies in it; what can't be deleted stays and is logged. */
  public static void deleteWithAll(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(
          System.Logger.Level.WARNING, () -> "cannot delete " + directory + ": " + e.getMessage());
    }
  }
}
