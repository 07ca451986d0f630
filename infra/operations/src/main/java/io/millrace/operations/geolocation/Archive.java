// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The database in what was fetched: the file itself, or unpacked from gzip, or the first {@code
 * .mmdb} of a tar in gzip. Sources: RFC 1952; POSIX.1-2024, pax, "ustar Interchange Format".
 */
final class Archive {

  private static final String SUFFIX = ".mmdb";

  private static final int BUFFER = 64 * 1024;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_BYTES = 12;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final byte[] USTAR = "ustar".getBytes(StandardCharsets.US_ASCII);

  private Archive() {}

  /**
   * Writes the database to a file.
   *
   * @param maxBytes of everything unpacked, the database or not
   */
  static void unpack(Path archive, Path to, long maxBytes) throws RefreshException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
        OutputStream out = Files.newOutputStream(to)) {
      boolean gzip = Arrays.equals(peek(in, GZIP.length), GZIP);
      InputStream whole =
          new BufferedInputStream(
              new Bounded(gzip ? new GZIPInputStream(in, BUFFER) : in, maxBytes), BUFFER);
      byte[] head = peek(whole, BLOCK);
      if (isTar(head)) {
        copyEntry(whole, out);
      } else {
        whole.transferTo(out);
      }
    } catch (IOException e) {
      throw new RefreshException(
          Problem.ARCHIVE, "No database can be unpacked from the file: " + e.getMessage(), e);
    }
  }

  private static byte[] peek(InputStream in, int bytes) throws IOException {
    in.mark(bytes);
    byte[] head = in.readNBytes(bytes);
    in.reset();
    return head;
  }

  private static boolean isTar(byte[] head) {
    return head.length == BLOCK
        && Arrays.equals(head, MAGIC_AT, MAGIC_AT + USTAR.length, USTAR, 0, USTAR.length);
  }

  private static void copyEntry(InputStream tar, OutputStream out) throws IOException {
    while (true) {
      byte[] header = tar.readNBytes(BLOCK);
      if (!isTar(header)) {
        throw new IOException("the tar holds no file that ends in " + SUFFIX);
      }
      long size = octal(header);
      boolean file = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
      if (file && name(header).endsWith(SUFFIX)) {
        copy(tar, out, size);
        return;
      }
      tar.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
    }
  }

  private static void copy(InputStream from, OutputStream to, long bytes) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = bytes;
    while (left > 0) {
      int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("the tar ends " + left + " bytes before the database does");
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }

  private static String name(byte[] header) {
    int end = 0;
    while (end < NAME_BYTES && header[end] != 0) {
      end++;
    }
    return new String(header, 0, end, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header) throws IOException {
    String digits =
        new String(header, SIZE_AT, SIZE_BYTES, StandardCharsets.US_ASCII)
            .replace('\0', ' ')
            .strip();
    try {
      return Long.parseUnsignedLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("the tar has a size that is no octal number: " + digits, e);
    }
  }

  /** Refuses what is beyond a number of bytes, which is checked before more is kept. */
  private static final class Bounded extends FilterInputStream {
    private final long most;
    private long seen;

    Bounded(InputStream in, long most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int read = super.read(to, from, length);
      count(Math.max(0, read));
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = super.skip(bytes);
      count(skipped);
      return skipped;
    }

    private void count(long bytes) throws IOException {
      seen += bytes;
      if (seen > most) {
        throw new IOException("it is more than the " + most + " bytes allowed");
      }
    }
  }
}
