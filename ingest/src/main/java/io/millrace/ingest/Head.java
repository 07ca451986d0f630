// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose first bytes can be looked at before they are read. Where it breaks off within
 * them, it does so again when it is read, behind the bytes that came before.
 */
final class Head extends InputStream {

  private final InputStream in;
  private byte[] head = new byte[0];
  private int next;
  private @Nullable BrokenOffException broken;

  Head(InputStream in) {
    this.in = in;
  }

  /** The first bytes, at most so many; fewer when the stream ends or breaks off before. Once. */
  byte[] peek(int bytes) throws IOException {
    byte[] buffer = new byte[bytes];
    int filled = 0;
    try {
      while (filled < bytes) {
        int n = in.read(buffer, filled, bytes - filled);
        if (n < 0) {
          break;
        }
        filled += n;
      }
    } catch (BrokenOffException e) {
      broken = e;
    }
    head = Arrays.copyOf(buffer, filled);
    return head.clone();
  }

  /** Why the stream breaks off within the bytes that were looked at; null when it does not. */
  @Nullable BrokenOffException broken() {
    return broken;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int left = head.length - next;
    if (left > 0) {
      int n = Math.min(left, length);
      System.arraycopy(head, next, to, offset, n);
      next += n;
      return n;
    }
    if (broken != null) {
      throw broken;
    }
    return in.read(to, offset, length);
  }
}
