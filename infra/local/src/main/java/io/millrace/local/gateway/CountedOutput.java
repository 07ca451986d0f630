// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Counts the bytes written, and keeps a copy of them when somebody wants one. */
final class CountedOutput extends FilterOutputStream {
  private long count;
  private int limit;
  private @Nullable ByteArrayOutputStream copy;

  CountedOutput(OutputStream out) {
    super(out);
  }

  void capture(int limitBytes) {
    limit = limitBytes;
    copy = new ByteArrayOutputStream();
  }

  byte[] captured() {
    return copy == null ? new byte[0] : copy.toByteArray();
  }

  long count() {
    return count;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    count += length;
    if (copy != null) {
      if (count > limit) {
        copy = null;
      } else {
        copy.write(bytes, from, length);
      }
    }
  }
}
