// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every {@link Blobs} promises. */
public abstract class BlobsContract {

  private static final byte[] ONE = "one".getBytes(UTF_8);
  private static final byte[] TWO = "two".getBytes(UTF_8);

  protected abstract Blobs blobs();

  protected abstract String bucket();

  @Test
  void object_isOpened_asItWasPut() throws IOException {
    blobs().put(bucket(), "a b/ü+.txt", "text/plain", ONE);
    try (Blobs.Blob blob =
        blobs().open(bucket(), "a b/ü+.txt", InMemoryBlobs.etag(ONE)).orElseThrow()) {
      assertThat(blob.bytes()).isEqualTo(3);
      assertThat(blob.etag()).isEqualTo(InMemoryBlobs.etag(ONE));
      assertThat(blob.body().readAllBytes()).isEqualTo(ONE);
    }
  }

  @Test
  void objectIsOpened_fromAnyByteOn_andKnowsItsWholeSize() throws IOException {
    blobs().put(bucket(), "ranged", "text/plain", TWO);
    for (int from = 0; from <= TWO.length; from++) {
      try (Blobs.Blob blob =
          blobs().open(bucket(), "ranged", InMemoryBlobs.etag(TWO), from).orElseThrow()) {
        assertThat(blob.bytes()).isEqualTo(TWO.length);
        assertThat(blob.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(TWO, from, TWO.length));
      }
    }
  }

  @Test
  void overwrittenObject_isNotTheOneThatWasMeant() {
    blobs().put(bucket(), "overwritten", "text/plain", ONE);
    blobs().put(bucket(), "overwritten", "text/plain", TWO);
    assertThat(blobs().open(bucket(), "overwritten", InMemoryBlobs.etag(ONE))).isEmpty();
    assertThat(blobs().open(bucket(), "overwritten", InMemoryBlobs.etag(ONE), 2)).isEmpty();
  }

  @Test
  void missingObject_isEmpty() {
    assertThat(blobs().open(bucket(), "missing", InMemoryBlobs.etag(ONE))).isEmpty();
  }
}
