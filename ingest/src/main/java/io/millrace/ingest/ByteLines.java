// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits bytes into lines at LF or CR LF, whatever they mean, in bounded memory. The last line
 * needs no line end. Every line counts, the first is 1.
 */
final class ByteLines {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final int maxBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int next;
  private int filled;
  private long number;

  /**
   * One line.
   *
   * @param number counted from 1
   * @param bytes without the line end; cut at the limit when {@link #isTooLong}
   * @param length of the whole line without its line end
   * @param end the line end; empty at the end of the file
   */
  record Line(long number, byte[] bytes, long length, String end) {

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
   * @param maxBytes how much of a line is kept
   */
  ByteLines(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * The next line; null at the end.
   *
   * @throws BrokenOffException where the content breaks off; what it cut short is no line
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
      last = n > 0 ? buffer[next - 1] : last;
      if (next < filled) {
        next++;
        return last == '\r' ? line(length - 1, "\r\n") : line(length, "\n");
      }
    }
  }

  /** Number of the last line given; 0 before the first. */
  long number() {
    return number;
  }

  private Line line(long length, String end) {
    number++;
    byte[] bytes = line.toByteArray();
    int kept = (int) Math.min(length, Math.min(bytes.length, maxBytes));
    return new Line(number, Arrays.copyOf(bytes, kept), length, end);
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }
}
