// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.batch.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses gzip: one member or several, as RFC 1952 allows, and zero bytes behind them. Where
 * the file is damaged, cut short or too large, every byte before that comes out, however the bytes
 * arrive; then reading throws {@link BrokenOffException}. (The JDK's stream drops what the failing
 * call had decompressed, and takes a pause of the network for the end of the file.)
 */
final class Gunzip extends InputStream {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int FLAG_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xE0;
  private static final int DEFLATE = 8;

  private final InputStream in;
  private final long limit;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[BUFFER_BYTES];
  private int next;
  private int filled;
  private long written;
  private boolean inMember;
  private boolean ended;
  private boolean firstMember = true;
  private @Nullable BrokenOffException broken;

  /**
   * @param limit bytes that may come out
   */
  Gunzip(InputStream in, long limit) {
    this.in = in;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int n = 0;
    while (n == 0 && length > 0) {
      if (broken != null) {
        throw broken;
      }
      if (ended) {
        return -1;
      }
      try {
        n = step(to, offset, length);
      } catch (BrokenOffException e) {
        broken = e;
      }
    }
    return n;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  /** One step through the format; how many bytes came out, perhaps none. */
  private int step(byte[] to, int offset, int length) throws IOException {
    if (!inMember) {
      startMember();
      return 0;
    }
    if (inflater.finished()) {
      endMember();
      return 0;
    }
    int n = checked(to, offset, inflate(to, offset, length));
    // Asked last: bytes may still come out when no more go in.
    if (n == 0 && broken == null && !inflater.finished()) {
      if (next == filled && !fill()) {
        throw damaged("ends within the compressed data");
      }
      inflater.setInput(input, next, filled - next);
      next = filled;
    }
    return n;
  }

  private int inflate(byte[] to, int offset, int length) {
    // One byte over the limit tells a file that is too large from one that just fits.
    int most = (int) Math.min(length, limit - written + 1);
    long before = inflater.getBytesWritten();
    try {
      return inflater.inflate(to, offset, most);
    } catch (DataFormatException e) {
      int n = (int) (inflater.getBytesWritten() - before);
      broken = damaged(String.valueOf(e.getMessage()), written + n);
      return n;
    }
  }

  private int checked(byte[] to, int offset, int n) {
    int within = n;
    if (written + n > limit) {
      within = (int) (limit - written);
      broken =
          new BrokenOffException(
              Reason.UPLOAD_TOO_LARGE, "gzip: decompresses to more than the " + limit + " allowed");
    }
    crc.update(to, offset, within);
    written += within;
    return within;
  }

  /** Reads a member's header, or finds the end of the file. */
  private void startMember() throws IOException {
    int first = nextByte();
    if (!firstMember && first <= 0) {
      while (first == 0) {
        first = nextByte();
      }
      if (first >= 0) {
        throw damaged("something stands behind its padding");
      }
      ended = true;
      return;
    }
    if (first != 0x1F || nextByte() != 0x8B) {
      throw damaged("something else stands where a member begins");
    }
    int method = required();
    int flags = required();
    if (method != DEFLATE || (flags & FLAGS_RESERVED) != 0) {
      throw damaged("method " + method + " and flags " + flags + " are unknown");
    }
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_CRC) != 0) {
      skip(2);
    }
    inMember = true;
    firstMember = false;
  }

  /** Compares a member with its trailer. */
  private void endMember() throws IOException {
    next = filled - inflater.getRemaining();
    long sum = number();
    long size = number();
    if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw damaged("checksum or length differ from the content");
    }
    crc.reset();
    inflater.reset();
    inMember = false;
  }

  private long number() throws IOException {
    return required() | required() << 8 | required() << 16 | (long) required() << 24;
  }

  private void skipText() throws IOException {
    int b = required();
    while (b != 0) {
      b = required();
    }
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      required();
    }
  }

  private int required() throws IOException {
    int b = nextByte();
    if (b < 0) {
      throw damaged("ends within a header or trailer");
    }
    return b;
  }

  private int nextByte() throws IOException {
    if (next == filled && !fill()) {
      return -1;
    }
    return input[next++] & 0xFF;
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.read(input, 0, input.length));
    return filled > 0;
  }

  private BrokenOffException damaged(String what) {
    return damaged(what, written);
  }

  private static BrokenOffException damaged(String what, long behind) {
    return new BrokenOffException(
        Reason.MALFORMED_GZIP, "gzip: " + what + " (behind byte " + behind + " of the content)");
  }
}
