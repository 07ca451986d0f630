// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/**
 * From the colours of a profile to sRGB. Making one costs as much as converting a million pixels,
 * so it is worth keeping. Not thread-safe.
 */
final class Conversion {

  private static final ICC_Profile SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB);

  /** How many bands of samples it converts. */
  private final int bands;

  private final ColorConvertOp operation;

  private Conversion(ICC_Profile profile) {
    bands = profile.getNumComponents();
    operation = new ColorConvertOp(new ICC_Profile[] {profile, SRGB}, null);
  }

  /** The conversion of an embedded profile; null for none, or one that is unusable. */
  static @Nullable Conversion of(byte[] icc) {
    ICC_Profile profile = Profiles.parsed(icc);
    return profile == null ? null : new Conversion(profile);
  }

  int bands() {
    return bands;
  }

  /**
   * @throws java.awt.color.CMMException or IllegalArgumentException when the colour engine finds
   *     the profile unusable
   */
  Pixels toSrgb(Pixels in) {
    WritableRaster out =
        Raster.createInterleavedRaster(
            new DataBufferByte(in.width() * in.height() * 3),
            in.width(),
            in.height(),
            in.width() * 3,
            3,
            new int[] {0, 1, 2},
            null);
    operation.filter(Srgb.raster(in), out);
    return new Pixels(in.width(), in.height(), 3, ((DataBufferByte) out.getDataBuffer()).getData());
  }
}
