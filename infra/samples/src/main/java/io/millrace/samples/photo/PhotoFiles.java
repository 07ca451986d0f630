// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.photo;

import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_INT_ARGB;
import static java.awt.image.BufferedImage.TYPE_INT_RGB;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the sample photos. Their committed bytes are what counts: another JDK's encoders may make
 * others of the same pictures.
 */
public final class PhotoFiles {

  static final int HUGE = 30_000;

  private static final Landscape.Light MORNING =
      new Landscape.Light(0x4a7fc1, 0xf6d7b0, 0x2f4f3a, 0.72, 0.30);
  private static final Landscape.Light NOON =
      new Landscape.Light(0x2a6fd0, 0xcfe4f5, 0x46603a, 0.30, 0.14);
  private static final Landscape.Light EVENING =
      new Landscape.Light(0x3b2a63, 0xf0805a, 0x2a2038, 0.55, 0.36);
  private static final Landscape.Light RAIN =
      new Landscape.Light(0x6d7a86, 0xc4ccd0, 0x2c4a3c, 0.85, 0.20);

  private PhotoFiles() {}

  /**
   * Takes the folder, in a checkout {@code
   * infra/samples/src/main/resources/io/millrace/samples/photos}.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: PhotoFiles FOLDER");
      System.exit(2);
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (Map.Entry<String, byte[]> file : all().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Every file by its name. */
  static Map<String, byte[]> all() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    cities(files);
    for (int orientation = 1; orientation <= 8; orientation++) {
      files.put("orientation-" + orientation + ".jpg", oriented(orientation));
    }
    others(files);
    files.put("lossless.webp", LosslessWebp.bytes(scene(160, 120, NOON, 9), 160, 120));
    wrong(files);
    return files;
  }

  private static void cities(Map<String, byte[]> files) throws IOException {
    files.put(
        "berlin.jpg",
        Exif.of("Weir 12", "2026:11:20 08:15:00", 52.5163, 13.3777)
            .in(jpeg(1800, 1350, MORNING, 1)));
    files.put(
        "new-york.jpg",
        Exif.of("Weir 12", "2026:11:18 12:40:31", 40.7061, -73.9969).in(jpeg(1200, 900, NOON, 2)));
    files.put(
        "sydney.jpg",
        Exif.of("Flume Mini", "2026:10:02 19:05:59", -33.8568, 151.2153)
            .in(jpeg(1280, 720, EVENING, 3)));
    files.put(
        "sao-paulo.jpg",
        Exif.of("Flume Mini", "2026:09:14 16:22:07", -23.5614, -46.6559)
            .in(jpeg(800, 1200, RAIN, 4)));
  }

  private static void others(Map<String, byte[]> files) throws IOException {
    files.put(
        "no-exif-progressive.jpg",
        Formats.progressiveJpeg(scene(1000, 667, EVENING, 5).draw(1000, 667, TYPE_INT_RGB), 0.7));
    files.put(
        "grey.jpg", Formats.jpeg(scene(800, 600, RAIN, 6).draw(800, 600, TYPE_BYTE_GRAY), 0.75));
    files.put("alpha.png", Formats.png(vignette(480, 360).draw(480, 360, TYPE_INT_ARGB)));
    files.put("palette.gif", Formats.gif(new ThisWayUp(400, 300).draw(400, 300, TYPE_INT_RGB)));
    files.put("plain.bmp", Formats.bmp(scene(240, 180, NOON, 7).draw(240, 180, TYPE_INT_RGB)));
    files.put("scan.tif", Formats.tiff(new ThisWayUp(640, 480).draw(640, 480, TYPE_INT_RGB)));
    files.put(
        "named-like-text.txt", Formats.png(new ThisWayUp(200, 150).draw(200, 150, TYPE_INT_RGB)));
  }

  private static void wrong(Map<String, byte[]> files) throws IOException {
    byte[] whole = jpeg(800, 600, MORNING, 8);
    files.put("truncated.jpg", Arrays.copyOf(whole, whole.length * 2 / 5));
    files.put("report.jpg", pdf());
    files.put("huge-" + HUGE + "x" + HUGE + ".png", WhitePng.bytes(HUGE, HUGE));
  }

  private static byte[] oriented(int orientation) throws IOException {
    int width = 480;
    int height = 360;
    boolean turned = ThisWayUp.isTurned(orientation);
    byte[] jpeg =
        Formats.jpeg(
            new ThisWayUp(width, height)
                .stored(orientation)
                .draw(turned ? height : width, turned ? width : height, TYPE_INT_RGB),
            0.85);
    return new Exif("Sluice " + orientation, "2026:11:21 10:00:0" + orientation, orientation, null)
        .in(jpeg);
  }

  private static byte[] jpeg(int width, int height, Landscape.Light light, int seed)
      throws IOException {
    return Formats.jpeg(scene(width, height, light, seed).draw(width, height, TYPE_INT_RGB), 0.75);
  }

  private static Picture scene(int width, int height, Landscape.Light light, int seed) {
    return new Landscape(width, height, light, seed);
  }

  /** The arrow, fading to full transparency at the rim. */
  private static Picture vignette(int width, int height) {
    Picture arrow = new ThisWayUp(width, height);
    return (x, y) -> {
      double dx = 2.0 * x / width - 1;
      double dy = 2.0 * y / height - 1;
      int alpha = (int) Math.clamp(Math.round(255 * (1.2 - dx * dx - dy * dy)), 0L, 255L);
      return alpha << 24 | arrow.argb(x, y) & 0xffffff;
    };
  }

  /** A document, whatever its name says. */
  private static byte[] pdf() {
    return """
        %PDF-1.4
        1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj
        trailer << /Root 1 0 R >>
        %%EOF
        """
        .getBytes(StandardCharsets.US_ASCII);
  }
}
