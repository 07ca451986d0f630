// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.util.Set;

/**
 * What the first directory of a TIFF says. Every value and every strip or tile must lie within the
 * file before the decoder sees it. Source: TIFF 6.0, sections 8 and 15.
 */
final class TiffHeader {

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int SUB_DIRECTORIES = 330;
  private static final int SAMPLE_FORMAT = 339;
  private static final int PROFILE = 34675;

  private static final int MAX_SAMPLES = 5;

  /**
   * None, CCITT, LZW, Deflate, PackBits; not JPEG, whose sizes would be a second, unseen header.
   */
  private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 8L, 32946L, 32773L);

  private TiffHeader() {}

  static Header read(byte[] file, PhotoLimits limits) throws UnreadableException {
    Bytes bytes = Bytes.bigEndian(file);
    TiffDirectory tiff = TiffDirectory.read(bytes);
    long width = tiff.number(WIDTH, 0);
    long height = tiff.number(HEIGHT, 0);
    long samples = tiff.number(SAMPLES, 1);
    long bits = tiff.number(BITS, 1);
    long compression = tiff.number(COMPRESSION, 1);
    if (!COMPRESSIONS.contains(compression)) {
      throw UnreadableException.unsupported("A TIFF of compression " + compression);
    }
    if (samples < 1 || samples > MAX_SAMPLES || bits < 1 || bits > 16) {
      throw UnreadableException.unsupported(
          "A TIFF of " + samples + " samples of " + bits + " bits");
    }
    if (tiff.number(SAMPLE_FORMAT, 1) != 1) {
      throw UnreadableException.unsupported("A TIFF of samples that are not unsigned numbers");
    }
    if (tiff.has(SUB_DIRECTORIES)) {
      throw UnreadableException.unsupported("A TIFF with directories below its first");
    }
    // The picture, a strip that may be the whole of it, and its 8-bit RGB.
    double perPixel = samples * Math.ceil(bits / 8.0) * 2 + 3;
    Header.check(width, height, perPixel, limits);
    if (tiff.has(TILE_WIDTH)) {
      Header.check(tiff.number(TILE_WIDTH, 0), tiff.number(TILE_HEIGHT, 0), perPixel, limits);
      checkPieces(bytes, tiff, TILE_OFFSETS, TILE_BYTES);
    } else {
      checkPieces(bytes, tiff, STRIP_OFFSETS, STRIP_BYTES);
    }
    return Header.plain(
        Format.TIFF,
        width,
        height,
        tiff.orientation(),
        Profiles.of(tiff.bytes(PROFILE), limits),
        file);
  }

  private static void checkPieces(Bytes bytes, TiffDirectory tiff, int offsets, int sizes)
      throws UnreadableException {
    long count = tiff.count(offsets);
    if (count == 0 || tiff.count(sizes) != count) {
      throw UnreadableException.malformed(
          "A TIFF with " + count + " offsets and " + tiff.count(sizes) + " sizes of its pieces");
    }
    for (int i = 0; i < count; i++) {
      bytes.slice(tiff.number(offsets, i, 0), tiff.number(sizes, i, 0));
    }
  }
}
