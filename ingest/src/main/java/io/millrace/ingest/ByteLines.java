// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.batch.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits bytes into lines at LF or CR LF, whatever they mean, in bounded memory. The last line
 * needs no line end. Every line counts, the first of the file is 1.
 */
final class ByteLines {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final int maxBytes;
  private final long maxSkipped;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int next;
  private int filled;
  private Position position;

  /**
   * One line.
   *
   * @param at where it begins
   * @param behind where the next one begins
   * @param bytes without the line end; cut at the limit when {@link #isTooLong}
   * @param length of the whole line without its line end
   * @param end the line end; empty at the end of the file
   */
  record Line(Position at, Position behind, byte[] bytes, long length, String end) {

    /** Counted from 1. */
    long number() {
      return at.line();
    }

    boolean isTooLong() {
      return length > bytes.length;
    }

    /** Whether it holds white space only, as JSON knows it. */
    boolean isBlank() {
      for (byte b : bytes) {
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return !isTooLong();
    }
  }

  /**
   * @param in the file from {@code start} on
   * @param maxBytes how much of a line is kept
   * @param maxSkipped how long a line may be for the next one to be looked for
   */
  ByteLines(InputStream in, Position start, int maxBytes, long maxSkipped) {
    this.in = in;
    this.position = start;
    this.maxBytes = maxBytes;
    this.maxSkipped = maxSkipped;
  }

  /**
   * The next line; null at the end.
   *
   * @throws BrokenOffException where the content breaks off, and what it cut short is no line; or
   *     in front of a line without an end in sight
   */
  @Nullable Line next() throws IOException {
    line.reset();
    long length = 0;
    byte last = 0;
    while (true) {
      if (next == filled && !fill()) {
        return length == 0 ? null : line(length, "");
      }
      int from = next;
      while (next < filled && buffer[next] != '\n') {
        next++;
      }
      int n = next - from;
      // One byte more than the limit is kept: it may be the CR of the line end.
      line.write(buffer, from, Math.min(n, Math.max(0, maxBytes + 1 - line.size())));
      length += n;
      if (length > maxSkipped) {
        throw new BrokenOffException(
            Reason.EVENT_TOO_LARGE, "no line end within " + maxSkipped + " bytes");
      }
      last = n > 0 ? buffer[next - 1] : last;
      if (next < filled) {
        next++;
        return last == '\r' ? line(length - 1, "\r\n") : line(length, "\n");
      }
    }
  }

  /** Behind the last line given. */
  Position position() {
    return position;
  }

  /** How much of a line is kept. */
  int maxBytes() {
    return maxBytes;
  }

  private Line line(long length, String end) {
    Position at = position;
    position = new Position(at.offset() + length + end.length(), at.line() + 1);
    byte[] bytes = line.toByteArray();
    int kept = (int) Math.min(length, Math.min(bytes.length, maxBytes));
    return new Line(at, position, Arrays.copyOf(bytes, kept), length, end);
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }
}
