// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first bytes of the formats, each from its specification, as Latin-1 text. */
final class Signatures {

  private static final Map<String, String> PHOTOS =
      Map.of(
          "\u00FF\u00D8\u00FF", "image/jpeg",
          "\u0089PNG\r\n\u001A\n", "image/png",
          "GIF87a", "image/gif",
          "GIF89a", "image/gif",
          "II*\0", "image/tiff",
          "MM\0*", "image/tiff");

  private static final String GZIP = "\u001F\u008B";
  private static final String BOM = "\u00EF\u00BB\u00BF";
  private static final String RIFF = "RIFF";
  private static final String WEBP = "WEBP";
  private static final int WEBP_OFFSET = 8;
  private static final String BMP = "BM";
  private static final int BMP_HEADER_SIZE_OFFSET = 14;
  private static final int BMP_SMALLEST_HEADER = 12;
  private static final int BMP_LARGEST_HEADER = 124;

  private Signatures() {}

  /** Content type of a photo; null when it is none. */
  static @Nullable String photo(byte[] head) {
    for (Map.Entry<String, String> photo : PHOTOS.entrySet()) {
      if (stands(photo.getKey(), head, 0)) {
        return photo.getValue();
      }
    }
    if (stands(RIFF, head, 0) && stands(WEBP, head, WEBP_OFFSET)) {
      return "image/webp";
    }
    return isBmp(head) ? "image/bmp" : null;
  }

  static boolean isGzip(byte[] head) {
    return stands(GZIP, head, 0);
  }

  static boolean hasBom(byte[] head) {
    return stands(BOM, head, 0);
  }

  /** Two letters may begin any text: the size of the header that follows must fit, too. */
  private static boolean isBmp(byte[] head) {
    int at = BMP_HEADER_SIZE_OFFSET;
    if (!stands(BMP, head, 0) || !stands("\0\0\0", head, at + 1)) {
      return false;
    }
    int size = head[at] & 0xFF;
    return size >= BMP_SMALLEST_HEADER && size <= BMP_LARGEST_HEADER;
  }

  private static boolean stands(String signature, byte[] head, int at) {
    if (head.length < at + signature.length()) {
      return false;
    }
    String found = new String(head, at, signature.length(), StandardCharsets.ISO_8859_1);
    return found.equals(signature);
  }
}
