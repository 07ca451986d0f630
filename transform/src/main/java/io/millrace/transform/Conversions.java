// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The conversion used last: photos of one camera follow one another. Not thread-safe. */
final class Conversions {

  private byte[] profile = Profiles.NONE;
  private @Nullable Conversion conversion;

  /** The conversion of an embedded profile; null for none, or one that is unusable. */
  @Nullable Conversion of(byte[] icc) {
    if (!Arrays.equals(icc, profile)) {
      conversion = Conversion.of(icc);
      profile = icc;
    }
    return conversion;
  }
}
