// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.jpeg.JpegImageParser;
import org.apache.commons.imaging.formats.png.PngImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffImagingParameters;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;
import org.apache.commons.imaging.formats.webp.WebPImageMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What a photo says about itself, as far as it makes sense; a photo without is a photo as well.
 *
 * @param takenAt the camera's clock, {@code yyyy-MM-ddTHH:mm:ss}; null when absent or no time
 * @param camera make and model; null when absent
 * @param position null when absent or no place on earth
 */
record PhotoMetadata(
    @Nullable String takenAt, @Nullable String camera, @Nullable Position position) {

  static final PhotoMetadata NONE = new PhotoMetadata(null, null, null);

  /** A camera's clock as EXIF writes it. Source: Exif 2.32, DateTimeOriginal. */
  private static final DateTimeFormatter EXIF_TIME =
      DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter ISO_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  /** The oldest photograph that is left; a clock that was never set is further back. */
  private static final int FIRST_YEAR = 1826;

  /** JPEG has its metadata in front of the pixels, in segments of 64 KiB, few of them. */
  private static final int MAX_JPEG_HEAD_BYTES = 1024 * 1024;

  private static final int MAX_NAME_CHARS = 100;

  /** A place on earth, degrees times 10^6. */
  record Position(long latE6, long lonE6) {

    private static final double E6 = 1e6;

    /** Null for what is no place: out of range, no number, or zero and zero (a GPS without fix). */
    static @Nullable Position of(double north, double east) {
      boolean place = Math.abs(north) <= 90 && Math.abs(east) <= 180 && (north != 0 || east != 0);
      return place ? new Position(Math.round(north * E6), Math.round(east * E6)) : null;
    }
  }

  /** Part of the metadata, read by a library that trusts its input. */
  @FunctionalInterface
  private interface Reading<T> {
    @Nullable T read() throws IOException;
  }

  /**
   * Reads what a photo says.
   *
   * @param type content type by its bytes
   * @param in the photo; only a bounded head of it is read
   */
  static PhotoMetadata read(String type, InputStream in, int maxBytes) throws IOException {
    TiffImageMetadata exif =
        switch (type) {
          case "image/jpeg" -> jpeg(in.readNBytes(Math.min(maxBytes, MAX_JPEG_HEAD_BYTES)));
          case "image/png", "image/tiff", "image/webp" -> other(in.readNBytes(maxBytes));
          default -> null;
        };
    if (exif == null) {
      return NONE;
    }
    return new PhotoMetadata(
        orNull(() -> takenAt(text(exif, ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL))),
        camera(
            orNull(() -> text(exif, TiffTagConstants.TIFF_TAG_MAKE)),
            orNull(() -> text(exif, TiffTagConstants.TIFF_TAG_MODEL))),
        orNull(() -> position(exif)));
  }

  private static @Nullable TiffImageMetadata jpeg(byte[] head) {
    // Not Imaging.getMetadata: it gives up the EXIF data when a Photoshop segment is damaged.
    return orNull(
        () ->
            new JpegImageParser()
                .getExifMetadata(ByteSource.array(head), new TiffImagingParameters()));
  }

  private static @Nullable TiffImageMetadata other(byte[] head) {
    return orNull(
        () ->
            switch (Imaging.getMetadata(head)) {
              case TiffImageMetadata tiff -> tiff;
              case PngImageMetadata png -> png.getExif();
              case WebPImageMetadata webp -> webp.getExif();
              case null, default -> null;
            });
  }

  /**
   * Absent is all that damage means here. The library throws any runtime exception over damaged
   * bytes, which is no bug of ours and must neither reject the photo nor be tried again.
   */
  private static <T> @Nullable T orNull(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable String text(TiffImageMetadata exif, TagInfo tag) throws IOException {
    TiffField field = exif.findField(tag);
    if (field == null) {
      return null;
    }
    String text = field.getStringValue().strip();
    boolean readable =
        text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD)
            && !text.isEmpty()
            && text.length() <= MAX_NAME_CHARS;
    return readable ? text : null;
  }

  static @Nullable String takenAt(@Nullable String exifTime) {
    if (exifTime == null) {
      return null;
    }
    try {
      LocalDateTime time = LocalDateTime.parse(exifTime, EXIF_TIME);
      return time.getYear() < FIRST_YEAR ? null : ISO_TIME.format(time);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Make and model, the maker named once: many models begin with it. */
  static @Nullable String camera(@Nullable String make, @Nullable String model) {
    if (make == null || model == null) {
      return make == null ? model : make;
    }
    String maker = make.split(" ", 2)[0];
    boolean named = model.regionMatches(true, 0, maker, 0, maker.length());
    return named ? model : make + " " + model;
  }

  private static @Nullable Position position(TiffImageMetadata exif) throws IOException {
    TiffImageMetadata.GpsInfo gps = exif.getGpsInfo();
    return gps == null
        ? null
        : Position.of(gps.getLatitudeAsDegreesNorth(), gps.getLongitudeAsDegreesEast());
  }

  @Nullable Long latE6() {
    return position == null ? null : (Long) position.latE6;
  }

  @Nullable Long lonE6() {
    return position == null ? null : (Long) position.lonE6;
  }
}
