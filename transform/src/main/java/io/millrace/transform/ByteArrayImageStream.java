// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** An image stream over an array: no cache file, no second copy. */
final class ByteArrayImageStream extends ImageInputStreamImpl {

  private final byte[] data;
  private final boolean hardEnd;

  /**
   * @param hardEnd whether reading beyond the end is an error of its own kind and not the usual -1,
   *     for a plugin that takes the end for zeros and goes on, minutes long
   */
  ByteArrayImageStream(byte[] data, boolean hardEnd) {
    this.data = data;
    this.hardEnd = hardEnd;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    return streamPos < data.length ? data[(int) streamPos++] & 0xff : ended();
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= data.length) {
      return ended();
    }
    int n = (int) Math.min(length, data.length - streamPos);
    System.arraycopy(data, (int) streamPos, to, offset, n);
    streamPos += n;
    return n;
  }

  private int ended() throws IOException {
    if (hardEnd) {
      throw new IOException("read beyond the end");
    }
    return -1;
  }

  @Override
  public long length() {
    return data.length;
  }
}
