// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * CPU seconds of a process and of its children, by what they are; those that ended keep what was
 * last seen. Not thread-safe.
 */
final class Processes {
  static final String CLOUD = "cloud";
  static final String ENGINE = "engine";
  static final String OTHER = "other";

  /** USER_HZ, which Linux has fixed at 100 for all that reads /proc. Source: proc(5), time(7). */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TIME = 11;

  private final Map<Long, String> labels = new LinkedHashMap<>();
  private final Map<Long, Double> seconds = new TreeMap<>();
  private final long parent;

  Processes(long parent) {
    this.parent = parent;
    labels.put(parent, CLOUD);
  }

  void add(long pid, String label) {
    labels.put(pid, label);
  }

  /** The processes of a label, as last seen. */
  List<Long> of(String label) {
    return labels.entrySet().stream()
        .filter(entry -> entry.getValue().equals(label))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Seconds by label: the cloud, its engine, and each function by the name of its class. */
  Map<String, Double> read() {
    ProcessHandle.of(parent)
        .ifPresent(
            cloud ->
                cloud
                    .children()
                    .forEach(child -> labels.computeIfAbsent(child.pid(), this::label)));
    for (long pid : labels.keySet()) {
      cpuSeconds(pid).ifPresent(value -> seconds.put(pid, value));
    }
    return seconds.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                entry -> labels.getOrDefault(entry.getKey(), OTHER),
                TreeMap::new,
                Collectors.summingDouble(Map.Entry::getValue)));
  }

  private String label(long pid) {
    try {
      String[] words =
          Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).split("\0", -1);
      for (String word : words) {
        if (word.endsWith("DynamoDbLauncher")) {
          return ENGINE;
        }
        if (word.endsWith("::handleRequest")) {
          return word.substring(word.lastIndexOf('.') + 1).replace("::handleRequest", "");
        }
      }
      return OTHER;
    } catch (IOException e) {
      return OTHER; // It ended between the two looks.
    }
  }

  private static OptionalDouble cpuSeconds(long pid) {
    return read(Path.of("/proc", Long.toString(pid), "stat"))
        .map(
            stat -> {
              // The name stands in brackets and may hold anything.
              String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
              return OptionalDouble.of(
                  (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
                      / TICKS_PER_SECOND);
            })
        .orElse(OptionalDouble.empty());
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
