// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.config.Settings;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.record.Keeping;
import java.util.Map;

/**
 * Names and limits of the upload function.
 *
 * @param eventsStream where events go
 * @param recordsTable where rejects go
 * @param rejectsBucket where the bytes of rejects go
 * @param limits how much of one upload is taken
 * @param keeping how long a reject is kept
 */
record UploadConfig(
    String eventsStream,
    String recordsTable,
    String rejectsBucket,
    Limits limits,
    Keeping keeping) {

  static final String EVENTS_STREAM = "EVENTS_STREAM";
  static final String RECORDS_TABLE = "RECORDS_TABLE";
  static final String REJECTS_BUCKET = "REJECTS_BUCKET";
  static final String MAX_UPLOAD_BYTES = "MAX_UPLOAD_BYTES";
  static final String MAX_PHOTO_BYTES = "MAX_PHOTO_BYTES";
  static final String MAX_METADATA_BYTES = "MAX_METADATA_BYTES";
  static final String MAX_LINE_BYTES = "MAX_LINE_BYTES";
  static final String MAX_REJECTED_LINES = "MAX_REJECTED_LINES";
  static final String MAX_DECOMPRESSED_BYTES = "MAX_DECOMPRESSED_BYTES";
  static final String MAX_GZIP_RATIO = "MAX_GZIP_RATIO";

  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** Limits that apply unless the environment says otherwise. */
  static final Limits DEFAULT_LIMITS =
      new Limits(64 * MIB, 64 * MIB, 8 * MIB, EventLimits.MAX_EVENT_BYTES, 10_000, 512L * MIB, 200);

  /**
   * Limits of one upload.
   *
   * @param uploadBytes size of the object
   * @param photoBytes size of a photo
   * @param metadataBytes how far into a photo its metadata is looked for
   * @param lineBytes length of one line, or of one CSV row over all its lines
   * @param rejectedLines wrong lines that are kept one by one; the next ends the reading
   * @param decompressedBytes what a gzip file may decompress to
   * @param gzipRatio how many times its own size that may be at most; small files may be more
   */
  record Limits(
      long uploadBytes,
      long photoBytes,
      int metadataBytes,
      int lineBytes,
      int rejectedLines,
      long decompressedBytes,
      int gzipRatio) {

    /** Up to here the ratio does not matter: what decompresses to this little is no bomb. */
    private static final long HARMLESS_BYTES = MIB;

    /** What a gzip file of this size may decompress to; known before a byte of it is read. */
    long decompressedBytes(long compressedBytes) {
      return Math.min(decompressedBytes, Math.max(HARMLESS_BYTES, gzipRatio * compressedBytes));
    }
  }

  /**
   * @throws IllegalArgumentException naming every problem at once
   */
  static UploadConfig from(Map<String, String> env) {
    Settings settings = new Settings("the upload function", env);
    Limits d = DEFAULT_LIMITS;
    UploadConfig config =
        new UploadConfig(
            settings.text(EVENTS_STREAM),
            settings.text(RECORDS_TABLE),
            settings.text(REJECTS_BUCKET),
            new Limits(
                settings.number(MAX_UPLOAD_BYTES, d.uploadBytes, 1, 1024L * MIB),
                settings.number(MAX_PHOTO_BYTES, d.photoBytes, 1, 256L * MIB),
                (int) settings.number(MAX_METADATA_BYTES, d.metadataBytes, 64 * KIB, 64 * MIB),
                (int) settings.number(MAX_LINE_BYTES, d.lineBytes, KIB, d.lineBytes),
                (int) settings.number(MAX_REJECTED_LINES, d.rejectedLines, 1, 1_000_000),
                settings.number(MAX_DECOMPRESSED_BYTES, d.decompressedBytes, 1, 8L * 1024 * MIB),
                (int) settings.number(MAX_GZIP_RATIO, d.gzipRatio, 1, 1_100)),
            Keeping.from(settings));
    settings.check();
    return config;
  }
}
