// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** Objects in buckets. */
public interface Blobs {

  /**
   * An object as it stood at one moment.
   *
   * @param etag without quotes
   * @param bytes its size, wherever the body begins
   * @param modified when it was written, to the second
   * @param body to be read once and closed by the caller; a failing read means bad luck
   */
  record Blob(String etag, long bytes, Instant modified, InputStream body)
      implements AutoCloseable {
    @Override
    public void close() throws java.io.IOException {
      body.close();
    }
  }

  /**
   * Opens an object if it still is the one that was meant.
   *
   * @param etag the version meant, without quotes
   * @return empty when the object is gone or is another by now
   * @throws io.millrace.shared.batch.UnavailableException when it can't be had now
   */
  default Optional<Blob> open(String bucket, String key, String etag) {
    return open(bucket, key, etag, 0);
  }

  /**
   * As {@link #open(String, String, String)}, with the body from a byte on.
   *
   * @param from 0 to the size of the object, where the body is empty
   */
  Optional<Blob> open(String bucket, String key, String etag, long from);

  /**
   * Puts an object, replacing what stands there.
   *
   * @throws io.millrace.shared.batch.UnavailableException when it can't be put now
   */
  void put(String bucket, String key, String contentType, byte[] body);
}
