// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Colour profiles from untrusted bytes. A profile that is unusable is as good as none: the photo is
 * taken for sRGB, as browsers do.
 */
final class Profiles {

  private Profiles() {}

  static final byte[] NONE = {};

  /** A profile as embedded, or none when it is larger than allowed. */
  static byte[] of(byte[] icc, PhotoLimits limits) {
    return icc.length > limits.maxProfileBytes() ? NONE : icc;
  }

  /** What colours are converted by; null for none. */
  static @Nullable ICC_Profile parsed(byte[] icc) {
    if (icc.length == 0) {
      return null;
    }
    try {
      return ICC_Profile.getInstance(icc);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** As {@link #of}, of a zlib stream, unpacked no further than the limit. */
  static byte[] deflated(byte[] zlib, PhotoLimits limits) {
    ByteArrayOutputStream icc = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(zlib);
      while (!inflater.finished()) {
        int n = inflater.inflate(buffer);
        if (n == 0 || icc.size() + n > limits.maxProfileBytes()) {
          return NONE;
        }
        icc.write(buffer, 0, n);
      }
    } catch (DataFormatException e) {
      return NONE;
    }
    return of(icc.toByteArray(), limits);
  }
}
