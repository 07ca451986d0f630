// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of the photo folder and what becomes of it.
 *
 * @param reason name of the reason it is rejected for; null when it gets renditions
 * @param country where its GPS position is; unknown when it has none
 */
record SamplePhoto(String file, @Nullable String reason, String country) {

  static final List<SamplePhoto> ALL =
      List.of(
          at("berlin.jpg", "DE"),
          at("new-york.jpg", "US"),
          at("sydney.jpg", "AU"),
          at("sao-paulo.jpg", "BR"),
          nowhere("no-exif-progressive.jpg"),
          nowhere("grey.jpg"),
          nowhere("orientation-1.jpg"),
          nowhere("orientation-2.jpg"),
          nowhere("orientation-3.jpg"),
          nowhere("orientation-4.jpg"),
          nowhere("orientation-5.jpg"),
          nowhere("orientation-6.jpg"),
          nowhere("orientation-7.jpg"),
          nowhere("orientation-8.jpg"),
          nowhere("alpha.png"),
          nowhere("palette.gif"),
          nowhere("plain.bmp"),
          nowhere("scan.tif"),
          nowhere("lossless.webp"),
          nowhere("named-like-text.txt"),
          rejected("truncated.jpg", "MALFORMED_IMAGE"),
          rejected("report.jpg", "UNSUPPORTED_CONTENT"),
          rejected("huge-30000x30000.png", "IMAGE_TOO_LARGE"));

  private static SamplePhoto at(String file, String country) {
    return new SamplePhoto(file, null, country);
  }

  private static SamplePhoto nowhere(String file) {
    return new SamplePhoto(file, null, Expected.UNKNOWN_COUNTRY);
  }

  private static SamplePhoto rejected(String file, String reason) {
    return new SamplePhoto(file, reason, Expected.UNKNOWN_COUNTRY);
  }
}
