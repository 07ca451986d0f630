// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.awt.color.CMMException;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/**
 * Converts samples to sRGB, three bands. It runs behind the first reduction, because it costs more
 * a pixel than everything else.
 */
final class Srgb {

  private static final int FRACTION_BITS = 16;
  private static final int HALF = 1 << FRACTION_BITS - 1;

  // The inverse of BT.601 in full range, as JFIF has it.
  private static final int CR_TO_RED = fixed(1.402);
  private static final int CB_TO_GREEN = fixed(0.344136286);
  private static final int CR_TO_GREEN = fixed(0.714136286);
  private static final int CB_TO_BLUE = fixed(1.772);

  private Srgb() {}

  private static int fixed(double factor) {
    return (int) Math.round(factor * (1 << FRACTION_BITS));
  }

  /**
   * Converts a picture.
   *
   * @param conversion of its profile; null for the usual colours. One that does not fit the bands
   *     is ignored
   */
  static Pixels of(Raw raw, @Nullable Conversion conversion) {
    Pixels device = device(raw);
    if (conversion != null && conversion.bands() == device.bands()) {
      try {
        return conversion.toSrgb(device);
      } catch (CMMException | IllegalArgumentException e) {
        // A profile that only the colour engine finds unusable is as good as none.
        return unmanaged(device);
      }
    }
    return unmanaged(device);
  }

  /** Grey, RGB or ink. */
  private static Pixels device(Raw raw) {
    Pixels in = raw.pixels();
    return switch (raw.colour()) {
      case GREY, RGB, CMYK -> in;
      case INVERTED_CMYK -> with(in, inverted(in.data()));
      case YCBCR -> with(in, rgb(in));
      case YCCK -> with(in, complemented(rgb(in)));
      // The complement of the complement.
      case INVERTED_YCCK -> with(in, blackInverted(rgb(in)));
    };
  }

  private static Pixels with(Pixels in, byte[] data) {
    return new Pixels(in.width(), in.height(), in.bands(), data);
  }

  /** YCbCr to RGB in the first three bands; a fourth stays. */
  private static byte[] rgb(Pixels in) {
    byte[] from = in.data();
    byte[] to = new byte[from.length];
    int bands = in.bands();
    for (int i = 0; i < from.length; i += bands) {
      int y = (from[i] & 0xff) << FRACTION_BITS;
      int cb = (from[i + 1] & 0xff) - 128;
      int cr = (from[i + 2] & 0xff) - 128;
      to[i] = clamped(y + CR_TO_RED * cr + HALF >> FRACTION_BITS);
      to[i + 1] = clamped(y - CB_TO_GREEN * cb - CR_TO_GREEN * cr + HALF >> FRACTION_BITS);
      to[i + 2] = clamped(y + CB_TO_BLUE * cb + HALF >> FRACTION_BITS);
      if (bands == 4) {
        to[i + 3] = from[i + 3];
      }
    }
    return to;
  }

  private static byte clamped(int value) {
    return (byte) Math.clamp(value, 0, 255);
  }

  private static byte[] inverted(byte[] from) {
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i++) {
      to[i] = (byte) ~from[i];
    }
    return to;
  }

  /** Inverts all but each fourth. */
  private static byte[] complemented(byte[] cmyk) {
    for (int i = 0; i < cmyk.length; i++) {
      cmyk[i] = (i & 3) == 3 ? cmyk[i] : (byte) ~cmyk[i];
    }
    return cmyk;
  }

  private static byte[] blackInverted(byte[] cmyk) {
    for (int i = 3; i < cmyk.length; i += 4) {
      cmyk[i] = (byte) ~cmyk[i];
    }
    return cmyk;
  }

  /** The samples as they lie. */
  static WritableRaster raster(Pixels pixels) {
    int bands = pixels.bands();
    int[] offsets = new int[bands];
    for (int band = 0; band < bands; band++) {
      offsets[band] = band;
    }
    return Raster.createInterleavedRaster(
        new DataBufferByte(pixels.data(), pixels.data().length),
        pixels.width(),
        pixels.height(),
        pixels.width() * bands,
        bands,
        offsets,
        null);
  }

  private static Pixels unmanaged(Pixels in) {
    if (in.bands() == 3) {
      return in;
    }
    byte[] from = in.data();
    byte[] to = new byte[in.width() * in.height() * 3];
    for (int i = 0, out = 0; i < from.length; i += in.bands()) {
      int light = in.bands() == 4 ? 255 - (from[i + 3] & 0xff) : 0;
      for (int band = 0; band < 3; band++) {
        to[out++] =
            in.bands() == 1
                ? from[i]
                : (byte) (((255 - (from[i + band] & 0xff)) * light + 127) / 255);
      }
    }
    return new Pixels(in.width(), in.height(), 3, to);
  }
}
