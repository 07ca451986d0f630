// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.transform.Raw.Colour;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.PackedColorModel;
import java.awt.image.Raster;

/**
 * Turns any picture of ImageIO into opaque 8-bit samples, transparency over white. It reads the
 * samples themselves: a {@link ColorModel} would take a grey picture for linear light, and would
 * convert colours pixel by pixel.
 */
final class Flattening {

  private static final int WHITE = 255;

  private Flattening() {}

  static Raw of(BufferedImage image) throws UnreadableException {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel || model instanceof PackedColorModel) {
      return argb(image);
    }
    int type = model.getTransferType();
    boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    if (!(model instanceof ComponentColorModel) || !whole) {
      throw UnreadableException.unsupported("Pixels of the kind " + model.getClass());
    }
    Colour colour =
        switch (model.getNumColorComponents()) {
          case 1 -> Colour.GREY;
          case 3 -> Colour.RGB;
          case 4 -> Colour.CMYK;
          default ->
              throw UnreadableException.unsupported(
                  "Pixels of " + model.getNumColorComponents() + " colours");
        };
    return new Raw(components(image, model), colour);
  }

  /** Palettes and packed pixels, which are sRGB by definition. */
  private static Raw argb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    int[] row = new int[width];
    int out = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        int alpha = argb >>> 24;
        rgb[out++] = overWhite(argb >> 16 & 0xff, alpha);
        rgb[out++] = overWhite(argb >> 8 & 0xff, alpha);
        rgb[out++] = overWhite(argb & 0xff, alpha);
      }
    }
    return new Raw(new Pixels(width, height, 3, rgb), Colour.RGB);
  }

  private static Pixels components(BufferedImage image, ColorModel model) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int height = image.getHeight();
    int bands = raster.getNumBands();
    int colours = model.getNumColorComponents();
    boolean alpha = model.hasAlpha() && colours != 4;
    int[] to8Bits = scale(model.getComponentSize(0));
    byte[] data = new byte[Math.multiplyExact(Math.multiplyExact(width, height), colours)];
    byte[] bytes = new byte[width * bands];
    short[] shorts = new short[width * bands];
    int out = 0;
    for (int y = 0; y < height; y++) {
      if (model.getTransferType() == DataBuffer.TYPE_BYTE) {
        raster.getDataElements(0, y, width, 1, bytes);
        for (int i = 0; i < bytes.length; i++) {
          shorts[i] = (short) (bytes[i] & 0xff);
        }
      } else {
        raster.getDataElements(0, y, width, 1, shorts);
      }
      for (int in = 0; in < shorts.length; in += bands) {
        int opacity = alpha ? to8Bits[shorts[in + colours] & 0xffff] : WHITE;
        for (int band = 0; band < colours; band++) {
          int sample = to8Bits[shorts[in + band] & 0xffff];
          data[out++] =
              model.isAlphaPremultiplied()
                  ? (byte) Math.min(WHITE, sample + WHITE - opacity)
                  : overWhite(sample, opacity);
        }
      }
    }
    return new Pixels(width, height, colours, data);
  }

  /** Samples of so many bits, scaled so that the largest becomes 255. */
  private static int[] scale(int bits) {
    int max = (1 << bits) - 1;
    int[] scaled = new int[Math.max(max, 255) + 1];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (Math.min(i, max) * WHITE + max / 2) / max;
    }
    return scaled;
  }

  private static byte overWhite(int sample, int alpha) {
    return (byte) ((sample * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE);
  }
}
