// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds small colour profiles. Source: ICC.1:2001-04, matrix and monochrome display profiles. */
final class IccProfiles {

  static final double GAMMA = 2.2;

  /** Columns of red, green and blue in D50, as the published profiles have them. */
  static final double[][] ADOBE_RGB = {
    {0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}
  };

  static final double[][] DISPLAY_P3 = {
    {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
  };

  static final double[][] SRGB = {
    {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}
  };

  private static final double[] D50 = {0.9642, 1.0, 0.8249};

  private IccProfiles() {}

  static byte[] rgb(double[][] primaries) {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("wtpt", xyz(D50));
    tags.put("rXYZ", xyz(primaries[0]));
    tags.put("gXYZ", xyz(primaries[1]));
    tags.put("bXYZ", xyz(primaries[2]));
    tags.put("rTRC", curve());
    tags.put("gTRC", curve());
    tags.put("bTRC", curve());
    return profile("RGB ", tags);
  }

  static byte[] grey() {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("wtpt", xyz(D50));
    tags.put("kTRC", curve(1.0));
    return profile("GRAY", tags);
  }

  private static byte[] profile(String space, Map<String, byte[]> tags) {
    tags.put("desc", description());
    tags.put("cprt", Surgery.joined(Surgery.ascii("text\0\0\0\0none\0")));
    int at = 128 + 4 + tags.size() * 12;
    int size = at + tags.values().stream().mapToInt(t -> (t.length + 3) / 4 * 4).sum();
    ByteBuffer profile = ByteBuffer.allocate(size);
    profile.putInt(size).putInt(0).putInt(0x02400000);
    profile.put(Surgery.ascii("mntr" + space + "XYZ "));
    profile.position(36).put(Surgery.ascii("acsp"));
    profile.position(68).put(numbers(D50));
    profile.position(128).putInt(tags.size());
    for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
      profile.put(Surgery.ascii(tag.getKey())).putInt(at).putInt(tag.getValue().length);
      profile.put(at, tag.getValue());
      at += (tag.getValue().length + 3) / 4 * 4;
    }
    return profile.array();
  }

  private static byte[] description() {
    return ByteBuffer.allocate(100).put(Surgery.ascii("desc\0\0\0\0\0\0\0\5test\0")).array();
  }

  private static byte[] xyz(double... values) {
    return Surgery.joined(Surgery.ascii("XYZ \0\0\0\0"), numbers(values));
  }

  private static byte[] numbers(double... values) {
    ByteBuffer numbers = ByteBuffer.allocate(values.length * 4);
    for (double value : values) {
      numbers.putInt((int) Math.round(value * 65_536));
    }
    return numbers.array();
  }

  private static byte[] curve() {
    return curve(GAMMA);
  }

  private static byte[] curve(double gamma) {
    return ByteBuffer.allocate(14)
        .put(Surgery.ascii("curv\0\0\0\0"))
        .putInt(1)
        .putShort((short) Math.round(gamma * 256))
        .array();
  }

  /** What a colour of such a profile is in sRGB, by the definitions. */
  static int[] inSrgb(double[][] primaries, int... rgb) {
    double[] xyz = new double[3];
    for (int i = 0; i < 3; i++) {
      double light = Math.pow(rgb[i] / 255.0, GAMMA);
      for (int j = 0; j < 3; j++) {
        xyz[j] += primaries[i][j] * light;
      }
    }
    double[] linear = solved(SRGB, xyz);
    int[] result = new int[3];
    for (int i = 0; i < 3; i++) {
      double c = Math.clamp(linear[i], 0, 1);
      double encoded = c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
      result[i] = (int) Math.round(encoded * 255);
    }
    return result;
  }

  /** Cramer's rule. */
  private static double[] solved(double[][] columns, double[] right) {
    double whole = determinant(columns[0], columns[1], columns[2]);
    return new double[] {
      determinant(right, columns[1], columns[2]) / whole,
      determinant(columns[0], right, columns[2]) / whole,
      determinant(columns[0], columns[1], right) / whole
    };
  }

  private static double determinant(double[] a, double[] b, double[] c) {
    return a[0] * (b[1] * c[2] - b[2] * c[1])
        - b[0] * (a[1] * c[2] - a[2] * c[1])
        + c[0] * (a[1] * b[2] - a[2] * b[1]);
  }
}
