// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

/**
 * Whose decoder will see a file. It shapes what is left of the file, so that no decoder meets
 * untrusted bytes it has no need of, and what decoding may take.
 */
enum Decoding {
  /**
   * ImageIO's plugins. That of WebP keeps an object for each block (27 bytes a pixel were seen, for
   * noise), and applies profiles itself.
   */
  JAVA(40),

  /**
   * libvips: canvas, frame and transformed pixels of a WebP. It sees no metadata and no profile.
   */
  LIBVIPS(16);

  /** What decoding a WebP takes at its worst. */
  final int webpBytesPerPixel;

  Decoding(int webpBytesPerPixel) {
    this.webpBytesPerPixel = webpBytesPerPixel;
  }
}
