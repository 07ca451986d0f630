// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.photo;

import java.awt.image.BufferedImage;

/** A picture as a function of the pixel; the colour is 0xAARRGGBB. */
@FunctionalInterface
interface Picture {

  int argb(int x, int y);

  /** Draws the picture, with alpha only if the image's type has it. */
  default BufferedImage draw(int width, int height, int imageType) {
    BufferedImage image = new BufferedImage(width, height, imageType);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, argb(x, y));
      }
    }
    return image;
  }

  /** Opaque colour of three channels, each cut to 0 to 255. */
  static int rgb(double red, double green, double blue) {
    return 0xff000000 | channel(red) << 16 | channel(green) << 8 | channel(blue);
  }

  private static int channel(double value) {
    return (int) Math.clamp(Math.round(value), 0L, 255L);
  }
}
