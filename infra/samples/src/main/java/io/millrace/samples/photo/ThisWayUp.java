// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.photo;

/**
 * An arrow that points up between four coloured corners: red top left, green top right, blue bottom
 * left, yellow bottom right. So a person and a test see which way a picture is shown.
 */
record ThisWayUp(int width, int height) implements Picture {

  static final int TOP_LEFT = 0xffd62828;
  static final int TOP_RIGHT = 0xff2a9d3a;
  static final int BOTTOM_LEFT = 0xff1d4ed8;
  static final int BOTTOM_RIGHT = 0xfff2c200;

  private static final int ARROW = 0xff202428;

  @Override
  public int argb(int x, int y) {
    double u = (x + 0.5) / width;
    double v = (y + 0.5) / height;
    boolean left = u < 0.25;
    boolean right = u > 0.75;
    if (v < 0.25 && (left || right)) {
      return left ? TOP_LEFT : TOP_RIGHT;
    }
    if (v > 0.75 && (left || right)) {
      return left ? BOTTOM_LEFT : BOTTOM_RIGHT;
    }
    double aside = Math.abs(u - 0.5);
    boolean head = v > 0.12 && v < 0.5 && aside < (v - 0.12) * 0.6;
    boolean shaft = v >= 0.5 && v < 0.88 && aside < 0.08;
    double sky = 255 - 75 * v;
    return head || shaft ? ARROW : Picture.rgb(sky - 40, sky - 15, sky);
  }

  /**
   * The picture as a camera stores it that names the EXIF orientation: shown by the rules of the
   * orientation it is upright again. Source: EXIF 2.32, tag 274, which says where the stored first
   * row and column are seen.
   */
  Picture stored(int orientation) {
    int right = width - 1;
    int bottom = height - 1;
    return switch (orientation) {
      case 1 -> this;
      case 2 -> (x, y) -> argb(right - x, y);
      case 3 -> (x, y) -> argb(right - x, bottom - y);
      case 4 -> (x, y) -> argb(x, bottom - y);
      case 5 -> (x, y) -> argb(y, x);
      case 6 -> (x, y) -> argb(right - y, x);
      case 7 -> (x, y) -> argb(right - y, bottom - x);
      case 8 -> (x, y) -> argb(y, bottom - x);
      default -> throw new IllegalArgumentException("an orientation is 1 to 8, not " + orientation);
    };
  }

  /** Whether the orientation stores the picture's columns as rows. */
  static boolean isTurned(int orientation) {
    return orientation >= 5;
  }
}
