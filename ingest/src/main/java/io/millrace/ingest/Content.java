// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What an upload is, by its first bytes; names and content types of uploads lie. */
sealed interface Content {

  /** How many bytes a decision needs at most: room for a CSV header. */
  int HEAD_BYTES = 64 * 1024;

  /** Leads a text that says it is UTF-8. */
  int BOM_BYTES = 3;

  /** A picture, of this content type. */
  record Photo(String type) implements Content {}

  /** Compressed; what is inside decides. */
  record Gzip() implements Content {}

  /** Events, as lines of text. */
  sealed interface Events extends Content {

    /** Bytes in front of the first line. */
    int skip();
  }

  /** Events, one JSON object a line. */
  record Ndjson(int skip) implements Events {}

  /** Events as a table under a header. */
  record Csv(int skip, List<String> columns) implements Events {}

  /** Something else. */
  record Unsupported(String detail) implements Content {}

  /** Recognises content by its first {@link #HEAD_BYTES}, or all bytes when there are fewer. */
  static Content of(byte[] head) {
    String photo = Signatures.photo(head);
    if (photo != null) {
      return new Photo(photo);
    }
    if (Signatures.isGzip(head)) {
      return new Gzip();
    }
    int skip = Signatures.hasBom(head) ? BOM_BYTES : 0;
    int text = skip;
    while (text < head.length && isSpace(head[text])) {
      text++;
    }
    if (text < head.length && head[text] == '{') {
      return new Ndjson(skip);
    }
    List<String> columns = CsvHeader.columns(firstLine(head, skip));
    return columns == null ? new Unsupported(unsupported(head)) : new Csv(skip, columns);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private static byte[] firstLine(byte[] head, int from) {
    int to = from;
    while (to < head.length && head[to] != '\n') {
      to++;
    }
    return Arrays.copyOfRange(head, from, to > from && head[to - 1] == '\r' ? to - 1 : to);
  }

  private static String unsupported(byte[] head) {
    byte[] first = Arrays.copyOf(head, Math.min(head.length, 12));
    boolean printable = true;
    for (byte b : first) {
      printable &= b >= ' ' && b < 0x7F;
    }
    String begins =
        printable
            ? '"' + new String(first, StandardCharsets.US_ASCII) + '"'
            : HexFormat.ofDelimiter(" ").formatHex(first);
    return "Begins with "
        + begins
        + "; allowed are JPEG, PNG, GIF, BMP, TIFF and WebP, JSON objects one a line, CSV with a"
        + " column time and another, and gzip of the last two";
  }
}
