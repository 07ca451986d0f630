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

  static @Nullable ICC_Profile of(byte[] icc, PhotoLimits limits) {
    if (icc.length == 0 || icc.length > limits.maxProfileBytes()) {
      return null;
    }
    try {
      return ICC_Profile.getInstance(icc);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** As {@link #of}, of a zlib stream, unpacked no further than the limit. */
  static @Nullable ICC_Profile deflated(byte[] zlib, PhotoLimits limits) {
    ByteArrayOutputStream icc = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(zlib);
      while (!inflater.finished()) {
        int n = inflater.inflate(buffer);
        if (n == 0 || icc.size() + n > limits.maxProfileBytes()) {
          return null;
        }
        icc.write(buffer, 0, n);
      }
    } catch (DataFormatException e) {
      return null;
    }
    return of(icc.toByteArray(), limits);
  }
}
