// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.events;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The events put on buses: all of them in a file, a line of JSON each, and the last ones at hand;
 * thread-safe.
 */
final class EventLog implements AutoCloseable {
  private final int kept;
  private final Deque<String> last = new ArrayDeque<>();
  private final BufferedWriter file;

  /**
   * @param kept how many of the last events are at hand
   */
  EventLog(Path path, int kept) {
    this.kept = kept;
    try {
      this.file =
          Files.newBufferedWriter(
              path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  synchronized void add(String json) {
    try {
      file.write(json);
      file.newLine();
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an event could not be logged", e);
    }
    last.addLast(json);
    if (last.size() > kept) {
      last.removeFirst();
    }
  }

  /** Oldest first. */
  synchronized List<String> last() {
    return List.copyOf(last);
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
