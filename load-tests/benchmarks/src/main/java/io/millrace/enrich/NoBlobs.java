// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.port.Blobs;
import java.util.Optional;

/** Nothing of the batch is wrong, so no bytes are kept. */
final class NoBlobs implements Blobs {

  @Override
  public Optional<Blob> open(String bucket, String key, String etag, long from) {
    return Optional.empty();
  }

  @Override
  public void put(String bucket, String key, String contentType, byte[] body) {
    throw new IllegalStateException("An event of the batch was rejected: " + key);
  }
}
