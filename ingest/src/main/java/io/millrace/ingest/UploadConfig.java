// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.record.Keeping;
import java.time.Duration;
import java.util.Map;

/**
 * Names and limits of the upload function.
 *
 * @param eventsStream where events go
 * @param recordsTable where rejects go
 * @param rejectsBucket where the bytes of rejects go
 * @param idempotencyTable where it stands how far uploads are
 * @param uploadsQueueUrl the function's own queue, by which an upload is handed on
 * @param limits how much of one upload is taken
 * @param hops how an upload is handed on
 * @param chunk how much is made durable at once
 * @param rate how fast one upload is poured
 * @param keeping how long a reject is kept
 */
record UploadConfig(
    String eventsStream,
    String recordsTable,
    String rejectsBucket,
    String idempotencyTable,
    String uploadsQueueUrl,
    Limits limits,
    Hops hops,
    Chunk chunk,
    Rate rate,
    Keeping keeping) {

  @Meaning("Stream that events go to")
  static final String EVENTS_STREAM = "EVENTS_STREAM";

  @Meaning("Table that rejects go to")
  static final String RECORDS_TABLE = "RECORDS_TABLE";

  @Meaning("Bucket that the bytes of rejects go to")
  static final String REJECTS_BUCKET = "REJECTS_BUCKET";

  @Meaning("Table in which it stands how far uploads are")
  static final String IDEMPOTENCY_TABLE = "IDEMPOTENCY_TABLE";

  @Meaning("The function's own queue, by which a large upload is handed on")
  static final String UPLOADS_QUEUE_URL = "UPLOADS_QUEUE_URL";

  @Meaning("Size of an events file; a larger one is rejected")
  static final String MAX_UPLOAD_BYTES = "MAX_UPLOAD_BYTES";

  @Meaning("Size of a compressed events file; a larger one is rejected")
  static final String MAX_GZIP_BYTES = "MAX_GZIP_BYTES";

  @Meaning("Size of a photo; a larger one is rejected")
  static final String MAX_PHOTO_BYTES = "MAX_PHOTO_BYTES";

  @Meaning("How far into a photo its metadata is looked for, in bytes")
  static final String MAX_METADATA_BYTES = "MAX_METADATA_BYTES";

  @Meaning("Length of a line, or of a CSV row over all its lines; a longer one is rejected")
  static final String MAX_LINE_BYTES = "MAX_LINE_BYTES";

  @Meaning("Length of a line at which the file is read no further")
  static final String MAX_SCANNED_LINE_BYTES = "MAX_SCANNED_LINE_BYTES";

  @Meaning("Wrong lines that are kept one by one; the next ends the reading")
  static final String MAX_REJECTED_LINES = "MAX_REJECTED_LINES";

  @Meaning("What a compressed file may hold, in bytes")
  static final String MAX_DECOMPRESSED_BYTES = "MAX_DECOMPRESSED_BYTES";

  @Meaning("How many times its size a compressed file may hold; up to 1 MiB it may be more")
  static final String MAX_GZIP_RATIO = "MAX_GZIP_RATIO";

  @Meaning("How often an upload is handed on, against going round in circles")
  static final String MAX_HOPS = "MAX_HOPS";

  @Meaning("How much of an invocation's time must be left to begin another chunk")
  static final String HOP_RESERVE = "HOP_RESERVE";

  @Meaning("How fast one upload is poured into the stream")
  static final String MAX_EVENTS_PER_SECOND = "MAX_EVENTS_PER_SECOND";

  @Meaning("The same in bytes of events")
  static final String MAX_BYTES_PER_SECOND = "MAX_BYTES_PER_SECOND";

  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final long GIB = 1024L * MIB;

  /** Seconds of the rate that a chunk may take, so that no pause outlasts the reserve. */
  private static final int CHUNK_SECONDS = 4;

  /** Limits that apply unless the environment says otherwise. */
  static final Limits DEFAULT_LIMITS =
      new Limits(
          10 * GIB,
          GIB,
          64 * MIB,
          8 * MIB,
          EventLimits.MAX_EVENT_BYTES,
          64 * MIB,
          10_000,
          10 * GIB,
          200);

  static final Hops DEFAULT_HOPS = new Hops(2_500, Duration.ofSeconds(20));

  static final Rate DEFAULT_RATE = new Rate(2_000, 512 * KIB, Duration.ofSeconds(5));

  static final Chunk DEFAULT_CHUNK = new Chunk(MIB, CHUNK_SECONDS * DEFAULT_RATE.events);

  /**
   * Limits of one upload.
   *
   * @param uploadBytes size of the object
   * @param gzipBytes size of the object when it is compressed
   * @param photoBytes size of a photo
   * @param metadataBytes how far into a photo its metadata is looked for
   * @param lineBytes length of one line, or of one CSV row over all its lines
   * @param scanBytes length of a line that is too long and yet not the end of the reading
   * @param rejectedLines wrong lines that are kept one by one; the next ends the reading
   * @param decompressedBytes what a gzip file may decompress to
   * @param gzipRatio how many times its own size that may be at most; small files may be more
   */
  record Limits(
      long uploadBytes,
      long gzipBytes,
      long photoBytes,
      int metadataBytes,
      int lineBytes,
      int scanBytes,
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
   * How an upload is handed on from invocation to invocation.
   *
   * @param most how often. 10 GiB of the shortest lines take about 2,000 hops of 100 seconds at the
   *     default rate, so the default stops what goes round in circles and nothing else
   * @param reserve how much of an invocation's time must be left to begin another chunk: one pause,
   *     the attempts of its calls, and the handing on
   */
  record Hops(int most, Duration reserve) {}

  /**
   * How much of an events file is made durable at once, and held in memory.
   *
   * @param bytes of text or of events, whichever is more
   * @param events at most
   */
  record Chunk(int bytes, int events) {}

  /**
   * How fast one upload is poured into the stream, so that live traffic keeps its place. By default
   * one takes half of what a shard takes in (1 MB/s; Kinesis Data Streams Developer Guide, "Quotas
   * and limits"), and the four that the mapping lets run at once half of the four shards a new
   * on-demand stream has; and one upload's events are half of the 4,000 writes a second that a new
   * on-demand table takes (DynamoDB Developer Guide, "On-demand capacity mode").
   *
   * @param events a second
   * @param bytes of events a second
   * @param burst how much time's worth may go at once after a rest, and at the start of each hop
   */
  record Rate(int events, int bytes, Duration burst) {}

  /**
   * @throws IllegalArgumentException naming every problem at once
   */
  static UploadConfig from(Map<String, String> env) {
    Settings settings = new Settings("the upload function", env);
    Rate rate =
        new Rate(
            number(settings, MAX_EVENTS_PER_SECOND, DEFAULT_RATE.events, 1, 1_000_000),
            number(settings, MAX_BYTES_PER_SECOND, DEFAULT_RATE.bytes, 64 * KIB, 1024 * MIB),
            DEFAULT_RATE.burst);
    UploadConfig config =
        new UploadConfig(
            settings.text(EVENTS_STREAM),
            settings.text(RECORDS_TABLE),
            settings.text(REJECTS_BUCKET),
            settings.text(IDEMPOTENCY_TABLE),
            settings.text(UPLOADS_QUEUE_URL),
            limits(settings),
            new Hops(
                number(settings, MAX_HOPS, DEFAULT_HOPS.most, 1, 100_000),
                settings.duration(
                    HOP_RESERVE,
                    DEFAULT_HOPS.reserve,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5))),
            new Chunk(
                Math.min(DEFAULT_CHUNK.bytes, CHUNK_SECONDS * rate.bytes),
                CHUNK_SECONDS * rate.events),
            rate,
            Keeping.from(settings));
    settings.check();
    return config;
  }

  private static Limits limits(Settings settings) {
    Limits d = DEFAULT_LIMITS;
    return new Limits(
        settings.number(MAX_UPLOAD_BYTES, d.uploadBytes, 1, 100 * GIB),
        settings.number(MAX_GZIP_BYTES, d.gzipBytes, 1, 10 * GIB),
        settings.number(MAX_PHOTO_BYTES, d.photoBytes, 1, 256L * MIB),
        number(settings, MAX_METADATA_BYTES, d.metadataBytes, 64 * KIB, 64 * MIB),
        number(settings, MAX_LINE_BYTES, d.lineBytes, KIB, d.lineBytes),
        number(settings, MAX_SCANNED_LINE_BYTES, d.scanBytes, MIB, 1024 * MIB),
        number(settings, MAX_REJECTED_LINES, d.rejectedLines, 1, 1_000_000),
        settings.number(MAX_DECOMPRESSED_BYTES, d.decompressedBytes, 1, 100 * GIB),
        number(settings, MAX_GZIP_RATIO, d.gzipRatio, 1, 1_100));
  }

  private static int number(Settings settings, String key, int absent, int min, int max) {
    return (int) settings.number(key, absent, min, max);
  }
}
