// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.batch.UnavailableException;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/**
 * An object's body whose failing reads are bad luck, so that no decoder above takes a broken
 * connection for a broken file. Closing early aborts the transfer.
 */
final class LuckyStream extends FilterInputStream {

  private final ResponseInputStream<?> body;
  private boolean ended;

  LuckyStream(ResponseInputStream<?> body) {
    super(body);
    this.body = body;
  }

  @Override
  public int read() {
    try {
      int b = body.read();
      ended |= b < 0;
      return b;
    } catch (IOException e) {
      throw new UnavailableException("Reading an object failed", e);
    }
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    try {
      int n = body.read(to, offset, length);
      ended |= n < 0;
      return n;
    } catch (IOException e) {
      throw new UnavailableException("Reading an object failed", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      body.close();
    } else {
      body.abort();
    }
  }
}
