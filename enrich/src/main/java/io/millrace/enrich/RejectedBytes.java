// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.port.Blobs;

/** Where the bytes of wrong events are kept: the rejects bucket, by the reject's id. */
final class RejectedBytes {

  private final Blobs blobs;
  private final String bucket;

  RejectedBytes(Blobs blobs, String bucket) {
    this.blobs = blobs;
    this.bucket = bucket;
  }

  /** Keeps the bytes and returns their key; the same bytes under the same key when repeated. */
  String keep(String id, byte[] bytes) {
    String key = EnrichStage.NAME + "/" + id;
    blobs.put(bucket, key, "application/octet-stream", bytes);
    return key;
  }
}
