// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which file goes under which key. A file keeps its name; a folder keeps its name and the paths
 * within, so that {@code photos/2026/a.jpg} of {@code upload ~/photos} keeps that key. Hidden files
 * of folders stay where they are.
 *
 * @param files by key
 * @param bytes of all of them
 */
record UploadPlan(SortedMap<String, Path> files, long bytes) {

  /**
   * Walks the paths.
   *
   * @throws CommandException when a path is missing, or two files would meet in one key
   */
  static UploadPlan of(List<Path> paths) {
    SortedMap<String, Path> files = new TreeMap<>();
    for (Path path : paths) {
      Path absolute = path.toAbsolutePath().normalize();
      if (!Files.exists(absolute)) {
        throw new CommandException(path + " does not exist");
      }
      if (!Files.isDirectory(absolute)) {
        add(files, key(absolute.getFileName()), absolute);
        continue;
      }
      Path base =
          namesItself(path) && absolute.getParent() != null ? absolute.getParent() : absolute;
      for (Path file : walk(absolute)) {
        add(files, key(base.relativize(file)), file);
      }
    }
    if (files.isEmpty()) {
      throw new CommandException(
          "No file in " + String.join(" ", paths.stream().map(Path::toString).toList()));
    }
    return new UploadPlan(files, files.values().stream().mapToLong(UploadPlan::size).sum());
  }

  /** Whether the path ends in a name, as . and .. do not. */
  private static boolean namesItself(Path path) {
    String last = String.valueOf(path.getFileName());
    return !last.isEmpty() && !last.equals(".") && !last.equals("..");
  }

  private static void add(SortedMap<String, Path> files, String key, Path file) {
    Path other = files.putIfAbsent(key, file);
    if (other != null && !other.equals(file)) {
      throw new CommandException(
          other
              + " and "
              + file
              + " would both become "
              + key
              + ": upload them from a common folder");
    }
  }

  private static List<Path> walk(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !isHidden(folder.relativize(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read folder " + folder, e);
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static String key(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
