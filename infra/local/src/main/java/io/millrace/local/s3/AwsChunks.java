// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The aws-chunked encoding: {@code size-in-hex[;extensions] CRLF bytes CRLF}, up to a chunk of size
 * 0, then trailers.
 */
final class AwsChunks {
  private AwsChunks() {}

  static byte[] decode(byte[] encoded) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    int at = 0;
    while (at < encoded.length) {
      int end = at;
      while (end < encoded.length && encoded[end] != '\r') {
        end++;
      }
      String head = new String(encoded, at, end - at, StandardCharsets.US_ASCII);
      int size = size(head);
      int start = end + 2;
      if (size == 0) {
        return decoded.toByteArray();
      }
      if (start + size > encoded.length) {
        throw incomplete();
      }
      decoded.write(encoded, start, size);
      at = start + size + 2;
    }
    throw incomplete();
  }

  private static int size(String head) {
    int semicolon = head.indexOf(';');
    try {
      return Integer.parseInt(semicolon < 0 ? head : head.substring(0, semicolon), 16);
    } catch (NumberFormatException e) {
      throw incomplete();
    }
  }

  private static S3Exception incomplete() {
    return new S3Exception(400, "IncompleteBody", "The chunks of the body are not complete.");
  }
}
