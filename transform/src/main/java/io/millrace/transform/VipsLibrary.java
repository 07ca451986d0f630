// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds libvips: at the place that is set, else in the folders of {@code LD_LIBRARY_PATH} (where
 * Lambda has what a layer brings, {@code /opt/lib}), else what the system knows by its name.
 */
final class VipsLibrary {

  /** The environment variable of the dynamic linker; Lambda sets it. */
  static final String LIBRARY_PATH = "LD_LIBRARY_PATH";

  /** The interface of libvips 8 has this number, and its file name ends with it. */
  private static final List<String> SYSTEM_NAMES =
      List.of("libvips.so.42", "libvips.42.dylib", "libvips-cpp.so.42");

  private static final int DEPTH = 4;

  private VipsLibrary() {}

  /** A library taken into use, and where from. */
  record Loaded(Vips vips, String place) {}

  /** Either the library, or what was tried in vain. */
  record Search(Optional<Loaded> loaded, String tried) {}

  /**
   * @param place a file, or a folder to look into; empty for none
   */
  static Search search(String place, Map<String, String> env) {
    List<String> tried = new ArrayList<>();
    for (Path file : files(place, env)) {
      Optional<Loaded> loaded = load(file.toString(), () -> lookup(file), tried);
      if (loaded.isPresent()) {
        return new Search(loaded, "");
      }
    }
    if (place.isEmpty()) {
      for (String name : SYSTEM_NAMES) {
        Optional<Loaded> loaded = load(name, () -> lookup(name), tried);
        if (loaded.isPresent()) {
          return new Search(loaded, "");
        }
      }
    } else if (tried.isEmpty()) {
      tried.add(place + ": no libvips there");
    }
    return new Search(Optional.empty(), String.join("; ", tried));
  }

  private static List<Path> files(String place, Map<String, String> env) {
    if (!place.isEmpty()) {
      return in(Path.of(place), DEPTH);
    }
    List<Path> files = new ArrayList<>();
    for (String folder : env.getOrDefault(LIBRARY_PATH, "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        files.addAll(in(Path.of(folder), 1));
      }
    }
    return files;
  }

  private static List<Path> in(Path place, int depth) {
    if (!Files.isReadable(place)) {
      return List.of();
    }
    try (Stream<Path> found = Files.find(place, depth, (file, attributes) -> isLibvips(file))) {
      return found.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      // A folder that can't be read holds nothing for us; what was looked for is in the log.
      return List.of();
    }
  }

  private static boolean isLibvips(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean library = name.contains(".so") || name.endsWith(".dylib");
    return library && (name.startsWith("libvips.") || name.startsWith("libvips-cpp."));
  }

  private interface Lookup {
    SymbolLookup open();
  }

  /** For the life of the process: a library that made threads can't be unloaded. */
  @SuppressWarnings("restricted")
  private static SymbolLookup lookup(Path file) {
    return SymbolLookup.libraryLookup(file, Arena.global());
  }

  @SuppressWarnings("restricted")
  private static SymbolLookup lookup(String name) {
    return SymbolLookup.libraryLookup(name, Arena.global());
  }

  private static Optional<Loaded> load(String place, Lookup lookup, List<String> tried) {
    try {
      return Optional.of(new Loaded(new Vips(lookup.open()), place));
    } catch (IllegalArgumentException e) {
      tried.add(place + ": cannot be opened");
    } catch (LinkageError e) {
      tried.add(place + ": " + e.getMessage());
    }
    return Optional.empty();
  }
}
