// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.photo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.commons.imaging.formats.jpeg.exif.ExifRewriter;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputDirectory;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;
import org.jspecify.annotations.Nullable;

/**
 * What a camera writes into a photo.
 *
 * @param takenAt local time in EXIF's form, {@code 2026:11:20 08:15:00}
 * @param orientation 1 to 8
 * @param position where it was taken; null when the camera did not know
 */
record Exif(String model, String takenAt, int orientation, @Nullable Position position) {

  private static final String MAKE = "Millrace Optics";

  /** Identifies a camera, and so its owner: what renditions must never carry. */
  static final String SERIAL_NUMBER = "MR-000042";

  /** Degrees, north and east positive. */
  record Position(double latitude, double longitude) {}

  /** Of an upright photo that knows where it was taken. */
  static Exif of(String model, String takenAt, double latitude, double longitude) {
    return new Exif(model, takenAt, 1, new Position(latitude, longitude));
  }

  /** The JPEG with this metadata, its pixels untouched. */
  byte[] in(byte[] jpeg) throws IOException {
    TiffOutputSet set = new TiffOutputSet();
    TiffOutputDirectory root = set.getOrCreateRootDirectory();
    root.add(TiffTagConstants.TIFF_TAG_MAKE, MAKE);
    root.add(TiffTagConstants.TIFF_TAG_MODEL, model);
    root.add(TiffTagConstants.TIFF_TAG_ORIENTATION, (short) orientation);
    TiffOutputDirectory exif = set.getOrCreateExifDirectory();
    exif.add(ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL, takenAt);
    exif.add(ExifTagConstants.EXIF_TAG_BODY_SERIAL_NUMBER, SERIAL_NUMBER);
    if (position != null) {
      set.setGpsInDegrees(position.longitude(), position.latitude());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + 4_096);
    new ExifRewriter().updateExifMetadataLossless(jpeg, out, set);
    return out.toByteArray();
  }
}
