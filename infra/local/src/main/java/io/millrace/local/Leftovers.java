// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Removes what an earlier run left in the work directory: without a data directory every start is a
 * fresh one.
 */
final class Leftovers {
  private Leftovers() {}

  static void remove(Path directory, String... names) {
    for (String name : names) {
      Path root = directory.resolve(name);
      if (Files.exists(root)) {
        remove(root);
      }
    }
  }

  private static void remove(Path root) {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new LocalCloudException("cannot empty " + root + ": " + e.getMessage(), e);
    }
  }
}
