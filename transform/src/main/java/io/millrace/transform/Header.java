// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.transform.Raw.Colour;
import org.jspecify.annotations.Nullable;

/**
 * What a photo's bytes say before any pixel is decoded. Making one checks the limits.
 *
 * @param width as stored, pixels
 * @param height as {@code width}
 * @param colour of a JPEG's samples; of other formats the decoder tells
 * @param profile of its colours, as embedded; empty when it has none, or the decoder applies it
 * @param decodable the file without what the decoder need not see
 */
// A carrier that is never compared.
@SuppressWarnings("ArrayRecordComponent")
record Header(
    Format format,
    int width,
    int height,
    Orientation orientation,
    @Nullable Colour colour,
    byte[] profile,
    byte[] decodable) {

  static Header of(byte[] file, PhotoLimits limits, Decoding decoding) throws UnreadableException {
    if (file.length == 0) {
      throw UnreadableException.malformed("No bytes");
    }
    Format format =
        Format.of(file)
            .orElseThrow(
                () ->
                    UnreadableException.unsupported(
                        "Not a JPEG, PNG, GIF, BMP, TIFF or WebP by its first bytes"));
    return switch (format) {
      case JPEG -> JpegHeader.read(file, limits, decoding);
      case PNG -> PngHeader.read(file, limits);
      case GIF -> GifHeader.read(file, limits);
      case BMP -> BmpHeader.read(file, limits);
      case TIFF -> TiffHeader.read(file, limits);
      case WEBP -> WebpHeader.read(file, limits, decoding);
    };
  }

  /** A header of a format whose decoder tells the colours. */
  static Header plain(
      Format format,
      long width,
      long height,
      Orientation orientation,
      byte[] profile,
      byte[] decodable) {
    return new Header(format, (int) width, (int) height, orientation, null, profile, decodable);
  }

  /**
   * Checks the size that a header claims.
   *
   * @param bytesPerPixel what the decoder takes for a pixel at its worst
   */
  static void check(long width, long height, double bytesPerPixel, PhotoLimits limits)
      throws UnreadableException {
    String size = width + "x" + height + " pixels";
    if (width <= 0 || height <= 0) {
      throw UnreadableException.malformed("A photo of " + size);
    }
    if (Math.max(width, height) > limits.maxEdge()) {
      throw UnreadableException.tooLarge(
          size + ", allowed are " + limits.maxEdge() + " on the long edge");
    }
    if (width * height > limits.maxPixels()) {
      throw UnreadableException.tooLarge(size + ", allowed are " + limits.maxPixels() + " in all");
    }
    long bytes = (long) (width * height * bytesPerPixel);
    if (bytes > limits.maxDecodeBytes()) {
      throw UnreadableException.tooLarge(
          size
              + " would take "
              + bytes
              + " bytes to decode in this layout, allowed are "
              + limits.maxDecodeBytes());
    }
  }
}
