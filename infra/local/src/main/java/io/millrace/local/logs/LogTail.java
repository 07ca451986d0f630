// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Reads the lines that are appended to a file. Not thread-safe. */
final class LogTail {
  /** Of a file that is there already only the end is read. */
  private static final long FIRST_BYTES = 4L * 1024 * 1024;

  /** A longer line is cut, as Lambda cuts it. [gettingstarted-limits: 256 KB an event] */
  private static final int MAX_LINE = 256 * 1024;

  private static final int CHUNK = 64 * 1024;

  private final Path file;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long position = -1;

  LogTail(Path file) {
    this.file = file;
  }

  /** Hands over the lines that are complete since the last time. */
  void read(Consumer<String> lines) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    long size = Files.size(file);
    if (size == position) {
      return;
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
      boolean middle = false;
      if (position < 0 || size < position) { // not read before, or another file
        position = Math.max(0, size - FIRST_BYTES);
        middle = position > 0;
        line.reset();
      }
      channel.position(position);
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      while (channel.read(chunk) > 0) {
        chunk.flip();
        position += chunk.remaining();
        while (chunk.hasRemaining()) {
          byte one = chunk.get();
          if (one != '\n') {
            if (line.size() < MAX_LINE) {
              line.write(one);
            }
          } else {
            if (!middle) {
              lines.accept(line.toString(StandardCharsets.UTF_8));
            }
            middle = false;
            line.reset();
          }
        }
        chunk.clear();
      }
    }
  }
}
