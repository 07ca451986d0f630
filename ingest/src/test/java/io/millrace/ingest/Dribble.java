// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Random;

/** Bytes that arrive in pieces, as from a network. */
final class Dribble extends InputStream {

  private final ByteArrayInputStream in;
  private final Random random;
  private final int most;

  /**
   * @param most bytes that one read gives
   */
  Dribble(byte[] bytes, int most, long seed) {
    this.in = new ByteArrayInputStream(bytes);
    this.most = most;
    this.random = new Random(seed);
  }

  @Override
  public int read() {
    return in.read();
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    return in.read(to, offset, Math.min(length, 1 + random.nextInt(most)));
  }
}
