// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

final class InMemoryBlobsTest extends BlobsContract {

  private final InMemoryBlobs blobs = new InMemoryBlobs();

  @Override
  protected Blobs blobs() {
    return blobs;
  }

  @Override
  protected String bucket() {
    return "bucket";
  }
}
