// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.util.Optional;

/** The kinds of photo that are read, told apart by their first bytes. */
enum Format {
  JPEG("jpeg"),
  PNG("png"),
  GIF("gif"),
  BMP("bmp"),
  TIFF("tiff"),
  WEBP("webp");

  /** What ImageIO calls it. */
  final String plugin;

  Format(String plugin) {
    this.plugin = plugin;
  }

  static Optional<Format> of(byte[] file) {
    Bytes bytes = Bytes.bigEndian(file);
    if (bytes.has(0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (bytes.has(0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) {
      return Optional.of(GIF);
    }
    if (bytes.has(0, "II*\0") || bytes.has(0, "MM\0*")) {
      return Optional.of(TIFF);
    }
    if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP")) {
      return Optional.of(WEBP);
    }
    // Two letters only, so it comes last.
    return bytes.has(0, "BM") ? Optional.of(BMP) : Optional.empty();
  }
}
