// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import io.millrace.shared.record.Keeping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings of the stage.
 *
 * @param longEdges of the renditions in pixels, longest first, distinct
 * @param jpegQuality 1 to 100
 * @param maxPhotoBytes of an original; it is held in memory
 * @param library file of libvips, or a folder that holds it; empty to look where libraries are
 */
public record ResizeConfig(
    String renditionsBucket,
    String recordsTable,
    String rejectsBucket,
    String idempotencyTable,
    String resizeQueueUrl,
    List<Integer> longEdges,
    int jpegQuality,
    long maxPhotoBytes,
    PhotoLimits limits,
    Engines.Wanted engine,
    String library,
    Keeping keeping) {

  @Meaning("Bucket that renditions go to")
  public static final String RENDITIONS_BUCKET = "RENDITIONS_BUCKET";

  @Meaning("Table that parts \"photo\" go to")
  public static final String RECORDS_TABLE = "RECORDS_TABLE";

  @Meaning("Bucket that the bytes of rejects go to")
  public static final String REJECTS_BUCKET = "REJECTS_BUCKET";

  @Meaning("Table of claims, so that a photo is resized once")
  public static final String IDEMPOTENCY_TABLE = "IDEMPOTENCY_TABLE";

  @Meaning("The function's own queue, to put messages off")
  public static final String RESIZE_QUEUE_URL = "RESIZE_QUEUE_URL";

  @Meaning(
      "Long edges of the renditions in pixels; other ones are other renditions, beside those that are there")
  public static final String WIDTHS = "WIDTHS";

  @Meaning("Quality of the renditions")
  public static final String JPEG_QUALITY = "JPEG_QUALITY";

  @Meaning("Size of an original, which is held in memory; a larger one is rejected")
  public static final String MAX_PHOTO_BYTES = "MAX_PHOTO_BYTES";

  @Meaning("Width times height of an original; a larger one is rejected before it is decoded")
  public static final String MAX_PIXELS = "MAX_PIXELS";

  @Meaning("Longer side of an original in pixels; a larger one is rejected before it is decoded")
  public static final String MAX_EDGE = "MAX_EDGE";

  @Meaning("Memory that decoding may take; a photo that would take more is rejected")
  public static final String MAX_DECODE_BYTES = "MAX_DECODE_BYTES";

  @Meaning(
      "What renders photos: auto takes libvips where it is found, else the portable engine; libvips refuses to start without it; portable is Java alone. Another engine's renditions have other keys")
  public static final String RESIZE_ENGINE = "RESIZE_ENGINE";

  @Meaning("File of libvips, or a folder that holds it; empty means where the system has libraries")
  public static final String RESIZE_LIBRARY = "RESIZE_LIBRARY";

  private static final String DEFAULT_WIDTHS = "1600,800,320";
  private static final int MIN_WIDTH = 16;
  private static final int MAX_WIDTH = 8_192;
  private static final int MAX_RENDITIONS = 8;
  private static final int DEFAULT_QUALITY = 80;
  private static final long DEFAULT_PHOTO_BYTES = 64L << 20;

  public ResizeConfig {
    longEdges = List.copyOf(longEdges);
  }

  /**
   * @throws IllegalArgumentException naming every problem, when there is one
   */
  static ResizeConfig from(Map<String, String> env) {
    Settings settings = new Settings("transform", env);
    PhotoLimits limits = PhotoLimits.DEFAULT;
    ResizeConfig config =
        new ResizeConfig(
            settings.text(RENDITIONS_BUCKET),
            settings.text(RECORDS_TABLE),
            settings.text(REJECTS_BUCKET),
            settings.text(IDEMPOTENCY_TABLE),
            settings.text(RESIZE_QUEUE_URL),
            longEdges(settings),
            (int) settings.number(JPEG_QUALITY, DEFAULT_QUALITY, 1, 100),
            settings.number(MAX_PHOTO_BYTES, DEFAULT_PHOTO_BYTES, 1, 1L << 30),
            new PhotoLimits(
                settings.number(MAX_PIXELS, limits.maxPixels(), 1, 1_000_000_000),
                (int) settings.number(MAX_EDGE, limits.maxEdge(), 1, 1_000_000),
                settings.number(MAX_DECODE_BYTES, limits.maxDecodeBytes(), 1, 1L << 40),
                limits.maxScans(),
                limits.maxProfileBytes()),
            engine(settings),
            settings.text(RESIZE_LIBRARY, "").strip(),
            Keeping.from(settings));
    settings.check();
    return config;
  }

  private static Engines.Wanted engine(Settings settings) {
    String text = settings.text(RESIZE_ENGINE, "auto");
    for (Engines.Wanted wanted : Engines.Wanted.values()) {
      if (wanted.name().toLowerCase(Locale.ROOT).equals(text)) {
        return wanted;
      }
    }
    settings.problem(
        RESIZE_ENGINE + " is \"" + text + "\", allowed are auto, libvips and portable");
    return Engines.Wanted.AUTO;
  }

  private static List<Integer> longEdges(Settings settings) {
    String text = settings.text(WIDTHS, DEFAULT_WIDTHS);
    List<Integer> edges = new ArrayList<>();
    try {
      for (String edge : text.split(",", -1)) {
        edges.add(Integer.valueOf(edge.strip()));
      }
    } catch (NumberFormatException e) {
      // Falls through to the same report as numbers out of range.
      edges.clear();
    }
    boolean inRange = edges.stream().allMatch(e -> e >= MIN_WIDTH && e <= MAX_WIDTH);
    if (edges.isEmpty() || edges.size() > MAX_RENDITIONS || !inRange) {
      settings.problem(
          WIDTHS
              + " is \""
              + text
              + "\", allowed are 1 to "
              + MAX_RENDITIONS
              + " whole numbers "
              + MIN_WIDTH
              + " to "
              + MAX_WIDTH
              + ", separated by commas");
    }
    return edges.stream().distinct().sorted(Comparator.reverseOrder()).toList();
  }

  ImageEngine.Spec spec() {
    return new ImageEngine.Spec(longEdges, jpegQuality, limits);
  }

  /**
   * What shapes a rendition, as text; it is part of every rendition's key, so it never changes.
   *
   * @param engine by its identity
   */
  String canonical(String engine) {
    String widths = longEdges.stream().map(String::valueOf).collect(Collectors.joining(","));
    String settings = "widths=" + widths + ";quality=" + jpegQuality;
    return engine.isEmpty() ? settings : settings + ";engine=" + engine;
  }
}
