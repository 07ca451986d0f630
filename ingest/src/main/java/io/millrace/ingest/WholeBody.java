// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.port.Blobs.Blob;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an object, to its end or bad luck: a failing read and an early end are the
 * connection's, so that no decoder above takes them for a damaged file.
 */
final class WholeBody extends InputStream {

  private final Blob blob;
  private final String name;
  private long read;

  WholeBody(Blob blob, String name) {
    this(blob, name, 0);
  }

  /**
   * @param from where the body begins
   */
  WholeBody(Blob blob, String name, long from) {
    this.blob = blob;
    this.name = name;
    this.read = from;
  }

  /** How many bytes of the object lie behind. */
  long position() {
    return read;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    int n;
    try {
      n = blob.body().read(to, offset, length);
    } catch (IOException e) {
      throw new UnavailableException("Reading " + name + " failed at byte " + read, e);
    }
    if (n < 0 && read < blob.bytes()) {
      throw new UnavailableException(
          "Reading " + name + " ended at byte " + read + " of " + blob.bytes());
    }
    read += Math.max(n, 0);
    return n;
  }
}
