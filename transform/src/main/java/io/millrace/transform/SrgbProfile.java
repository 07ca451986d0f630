// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether an embedded profile is sRGB itself, by its numbers and not by its name: then there
 * is nothing to convert. Source: ICC.1:2022, sections 9.2, 10.6 and 10.18; IEC 61966-2-1.
 */
final class SrgbProfile {

  private static final int TAGS_AT = 128;
  private static final int TAG_BYTES = 12;
  private static final int MAX_TAGS = 100;
  private static final int CURVE_AT = 12;
  private static final int STEPS = 64;
  private static final double FIXED = 65_536;

  /** Columns of red, green and blue, in the order X, Y, Z, adapted to D50. */
  private static final double[][] PRIMARIES = {
    {0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}
  };

  /** By so much published sRGB profiles differ from one another. */
  private static final double PRIMARY_TOLERANCE = 0.002;

  /** One step of an 8-bit sample. */
  private static final double CURVE_TOLERANCE = 1.0 / 255;

  private final Bytes icc;

  private SrgbProfile(Bytes icc) {
    this.icc = icc;
  }

  static boolean matches(byte[] icc) {
    try {
      return new SrgbProfile(Bytes.bigEndian(icc)).matches();
    } catch (UnreadableException e) {
      // Whatever it is, it is for the colour engine to say.
      return false;
    }
  }

  private boolean matches() throws UnreadableException {
    boolean table = tag("A2B0") != null;
    return !table
        && icc.has(16, "RGB XYZ ")
        && component("rXYZ", "rTRC", PRIMARIES[0])
        && component("gXYZ", "gTRC", PRIMARIES[1])
        && component("bXYZ", "bTRC", PRIMARIES[2]);
  }

  private boolean component(String primaryName, String curveName, double[] wanted)
      throws UnreadableException {
    Bytes primary = tag(primaryName);
    Bytes curve = tag(curveName);
    if (primary == null || curve == null || !primary.has(0, "XYZ ")) {
      return false;
    }
    for (int i = 0; i < 3; i++) {
      if (Math.abs(primary.i32(8 + 4L * i) / FIXED - wanted[i]) > PRIMARY_TOLERANCE) {
        return false;
      }
    }
    for (int i = 0; i <= STEPS; i++) {
      double sample = (double) i / STEPS;
      if (Math.abs(encoded(light(curve, sample)) - sample) > CURVE_TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Bytes tag(String name) throws UnreadableException {
    long tags = Math.min(MAX_TAGS, icc.u32(TAGS_AT));
    for (int i = 0; i < tags; i++) {
      long at = TAGS_AT + 4 + (long) i * TAG_BYTES;
      if (icc.has(at, name)) {
        return icc.slice(icc.u32(at + 4), icc.u32(at + 8));
      }
    }
    return null;
  }

  /** Linear light of a sample, both 0 to 1; not a number where the curve is none that is known. */
  private static double light(Bytes curve, double sample) throws UnreadableException {
    if (curve.has(0, "curv")) {
      long points = curve.u32(8);
      if (points < 2) {
        return points == 0 ? sample : Math.pow(sample, curve.u16(CURVE_AT) / 256.0);
      }
      double place = sample * (points - 1);
      long below = Math.min((long) place, points - 2);
      double low = curve.u16(CURVE_AT + 2 * below) / 65_535.0;
      double high = curve.u16(CURVE_AT + 2 * below + 2) / 65_535.0;
      return low + (high - low) * (place - below);
    }
    if (curve.has(0, "para") && curve.u16(8) == 3) {
      double gamma = parameter(curve, 0);
      boolean linear = sample < parameter(curve, 4);
      return linear
          ? parameter(curve, 3) * sample
          : Math.pow(parameter(curve, 1) * sample + parameter(curve, 2), gamma);
    }
    return Double.NaN;
  }

  private static double parameter(Bytes curve, int index) throws UnreadableException {
    return curve.i32(CURVE_AT + 4L * index) / FIXED;
  }

  private static double encoded(double light) {
    return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
  }
}
