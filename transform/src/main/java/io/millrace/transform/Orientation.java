// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

/**
 * How the stored picture has to be turned to stand upright. Source: CIPA DC-008 (Exif), tag 0x0112;
 * the ordinal plus one is the tag's value.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  ON_ITS_LEFT(true, true, false),
  TRANSVERSED(true, true, true),
  ON_ITS_RIGHT(true, false, true);

  /** Whether width and height change places; done first. */
  private final boolean swap;

  private final boolean mirrorX;
  private final boolean mirrorY;

  Orientation(boolean swap, boolean mirrorX, boolean mirrorY) {
    this.swap = swap;
    this.mirrorX = mirrorX;
    this.mirrorY = mirrorY;
  }

  /** The orientation of a tag's value; an illegal value is as good as none. */
  static Orientation of(long tag) {
    return tag >= 1 && tag <= values().length ? values()[(int) tag - 1] : UPRIGHT;
  }

  /** Width as seen, of a picture stored as wide and high as this. */
  int width(int width, int height) {
    return swap ? height : width;
  }

  /** Height as seen. */
  int height(int width, int height) {
    return swap ? width : height;
  }

  Pixels upright(Pixels stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = width(stored.width(), stored.height());
    int height = height(stored.width(), stored.height());
    int bands = stored.bands();
    byte[] from = stored.data();
    byte[] to = new byte[from.length];
    int out = 0;
    for (int y = 0; y < height; y++) {
      int v = mirrorY ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int u = mirrorX ? width - 1 - x : x;
        int in = (swap ? u * stored.width() + v : v * stored.width() + u) * bands;
        for (int band = 0; band < bands; band++) {
          to[out++] = from[in + band];
        }
      }
    }
    return new Pixels(width, height, bands, to);
  }
}
