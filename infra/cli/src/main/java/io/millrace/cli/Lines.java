// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, each cut where it exceeds a limit, so that no input fills the memory. */
final class Lines {

  private final InputStream in;
  private final int maxBytes;
  private long number;

  /**
   * @param maxBytes what of a line is kept; one byte more shows that there was more
   */
  Lines(InputStream in, int maxBytes) {
    this.in = new BufferedInputStream(in);
    this.maxBytes = maxBytes;
  }

  /** The number of the line last read, counted from 1. */
  long number() {
    return number;
  }

  /** The next line without its end (LF or CR LF); null behind the last. */
  byte @Nullable [] next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int last = -1;
    for (int b = first; b >= 0 && b != '\n'; b = in.read()) {
      // A CR is kept back until it is known not to belong to the line's end.
      if (last == '\r') {
        keep(line, last);
      }
      if (b != '\r') {
        keep(line, b);
      }
      last = b;
    }
    return line.toByteArray();
  }

  /** Whether a line holds white space only; such lines are no input. */
  static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private void keep(ByteArrayOutputStream line, int b) {
    if (line.size() <= maxBytes) {
      line.write(b);
    }
  }
}
