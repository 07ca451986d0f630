// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Reason;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format and kind of pixel that is read comes out with the right colours in place. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.millrace.transform.Rendering#all")
final class FormatsTest {

  private static final String UPRIGHT = "0123";

  private final Rendering rendering;

  FormatsTest(Rendering rendering) {
    this.rendering = rendering;
  }

  @TestFactory
  Stream<DynamicTest> photo_isRendered_withItsColoursInPlace() {
    return photos().entrySet().stream()
        .map(
            photo ->
                DynamicTest.dynamicTest(
                    photo.getKey(),
                    () ->
                        assertThat(Pictures.arrangement(rendering.widest(photo.getValue())))
                            .isEqualTo(UPRIGHT)));
  }

  static Map<String, byte[]> photos() {
    BufferedImage rgb = Pictures.quarters();
    Map<String, byte[]> photos = new LinkedHashMap<>();
    photos.put("JPEG baseline", Pictures.written(rgb, "jpeg"));
    photos.put("JPEG progressive", Pictures.progressive(rgb));
    photos.put("JPEG CMYK", Pictures.jpeg(ink(false)));
    photos.put("JPEG CMYK of Adobe", Surgery.withAdobe(Pictures.jpeg(ink(true)), 0));
    photos.put("JPEG YCCK of Adobe", Surgery.withAdobe(Pictures.jpeg(ycck()), 2));
    photos.put("JPEG RGB of Adobe", Surgery.withAdobe(Pictures.jpeg(rgbSamples()), 0));
    photos.put("PNG", Pictures.written(rgb, "png"));
    photos.put("PNG 16 bits", Pictures.written(Pictures.quarters16(false), "png"));
    photos.put("PNG 16 bits alpha", Pictures.written(Pictures.quarters16(true), "png"));
    photos.put(
        "PNG alpha", Pictures.written(Pictures.quarters(BufferedImage.TYPE_4BYTE_ABGR), "png"));
    photos.put("PNG palette", Pictures.written(palette(8), "png"));
    photos.put("PNG palette 2 bits", Pictures.written(palette(2), "png"));
    photos.put("GIF", Pictures.written(palette(8), "gif"));
    photos.put("BMP", Pictures.written(rgb, "bmp"));
    photos.put("BMP palette", Pictures.written(palette(8), "bmp"));
    photos.put(
        "BMP 16 bits",
        Pictures.written(Pictures.quarters(BufferedImage.TYPE_USHORT_565_RGB), "bmp"));
    photos.put("TIFF", Pictures.written(rgb, "tiff"));
    photos.put("TIFF palette", Pictures.written(palette(8), "tiff"));
    photos.put("TIFF 16 bits", Pictures.written(Pictures.quarters16(false), "tiff"));
    photos.put("TIFF CMYK", tiff(4, Map.of()));
    photos.put("TIFF plain", tiff(3, Map.of()));
    photos.put("WebP lossy", Pictures.resource("lossy.webp"));
    photos.put("WebP lossless", Pictures.resource("lossless.webp"));
    return photos;
  }

  @TestFactory
  Stream<DynamicTest> transparency_liesOverWhite() {
    Map<String, byte[]> photos =
        Map.of(
            "PNG", Pictures.written(holed(BufferedImage.TYPE_4BYTE_ABGR), "png"),
            "GIF", Pictures.written(holedPalette(), "gif"),
            "PNG palette", Pictures.written(holedPalette(), "png"),
            "WebP lossy", Pictures.resource("alpha-lossy.webp"),
            "WebP lossless", Pictures.resource("alpha-lossless.webp"));
    return photos.entrySet().stream()
        .map(
            photo ->
                DynamicTest.dynamicTest(
                    photo.getKey(),
                    () ->
                        assertThat(Pictures.arrangement(rendering.widest(photo.getValue())))
                            .isEqualTo("(ffffffff)123")));
  }

  @TestFactory
  Stream<DynamicTest> grey_keepsItsValue() {
    BufferedImage grey8 = grey(BufferedImage.TYPE_BYTE_GRAY);
    Map<String, byte[]> photos =
        Map.of(
            "JPEG", Pictures.written(grey8, "jpeg"),
            "PNG", Pictures.written(grey8, "png"),
            "PNG 16 bits", Pictures.written(grey(BufferedImage.TYPE_USHORT_GRAY), "png"),
            "TIFF", Pictures.written(grey8, "tiff"),
            "TIFF 16 bits", Pictures.written(grey(BufferedImage.TYPE_USHORT_GRAY), "tiff"));
    return photos.entrySet().stream()
        .map(
            photo ->
                DynamicTest.dynamicTest(
                    photo.getKey(),
                    () ->
                        assertThat(
                                Pictures.distance(
                                    new Color(rendering.widest(photo.getValue()).getRGB(5, 5)),
                                    new Color(100, 100, 100)))
                            .isLessThanOrEqualTo(1)));
  }

  @Test
  void bytes_decideTheFormat_notTheName() {
    assertThat(Format.of(Pictures.jpeg())).contains(Format.JPEG);
    assertThat(Format.of(Surgery.ascii("BM"))).contains(Format.BMP);
    assertThat(Format.of(Surgery.ascii("%PDF-1.7"))).isEmpty();
    assertThat(rendering.rejected(Surgery.ascii("%PDF-1.7")).reason())
        .isEqualTo(Reason.UNSUPPORTED_IMAGE);
  }

  @Test
  void animatedWebp_isUnsupported() {
    assertThat(rendering.rejected(Pictures.resource("animated.webp")).reason())
        .isEqualTo(Reason.UNSUPPORTED_IMAGE);
  }

  private static WritableRaster raster(int bands) {
    return Raster.createInterleavedRaster(
        DataBuffer.TYPE_BYTE, Pictures.WIDTH, Pictures.HEIGHT, bands, null);
  }

  private static int[] colour(int x, int y) {
    Color c = Pictures.QUARTERS[Pictures.quarter(x, y, Pictures.WIDTH, Pictures.HEIGHT)];
    return new int[] {c.getRed(), c.getGreen(), c.getBlue()};
  }

  private static WritableRaster rgbSamples() {
    WritableRaster raster = raster(3);
    for (int y = 0; y < Pictures.HEIGHT; y++) {
      for (int x = 0; x < Pictures.WIDTH; x++) {
        raster.setPixel(x, y, colour(x, y));
      }
    }
    return raster;
  }

  /** Ink with as much black as can be. */
  static WritableRaster ink(boolean inverted) {
    WritableRaster raster = raster(4);
    for (int y = 0; y < Pictures.HEIGHT; y++) {
      for (int x = 0; x < Pictures.WIDTH; x++) {
        int[] rgb = colour(x, y);
        int light = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
        int[] cmyk = new int[4];
        for (int i = 0; i < 3; i++) {
          cmyk[i] = 255 - rgb[i] * 255 / light;
        }
        cmyk[3] = 255 - light;
        for (int i = 0; i < 4; i++) {
          raster.setSample(x, y, i, inverted ? 255 - cmyk[i] : cmyk[i]);
        }
      }
    }
    return raster;
  }

  /** As Adobe writes it: the inverted ink, its first three bands as YCbCr of their complement. */
  private static WritableRaster ycck() {
    WritableRaster raster = ink(true);
    for (int y = 0; y < Pictures.HEIGHT; y++) {
      for (int x = 0; x < Pictures.WIDTH; x++) {
        double r = 255 - raster.getSample(x, y, 0);
        double g = 255 - raster.getSample(x, y, 1);
        double b = 255 - raster.getSample(x, y, 2);
        double luma = 0.299 * r + 0.587 * g + 0.114 * b;
        raster.setSample(x, y, 0, (int) Math.round(luma));
        raster.setSample(x, y, 1, (int) Math.round((b - luma) / 1.772 + 128));
        raster.setSample(x, y, 2, (int) Math.round((r - luma) / 1.402 + 128));
      }
    }
    return raster;
  }

  static byte[] tiff(int samples, Map<Integer, Long> tags) {
    WritableRaster raster = samples == 4 ? ink(false) : rgbSamples();
    int[] pixels = raster.getPixels(0, 0, Pictures.WIDTH, Pictures.HEIGHT, (int[]) null);
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    return Surgery.tiff(Pictures.WIDTH, Pictures.HEIGHT, samples, bytes, tags);
  }

  private static BufferedImage palette(int bits) {
    // More than 16 entries where they fit: the JDK's BMP writer fails at fewer in 8 bits.
    int entries = Math.min(1 << bits, 32);
    byte[] red = new byte[entries];
    byte[] green = new byte[entries];
    byte[] blue = new byte[entries];
    for (int i = 0; i < 4; i++) {
      red[i] = (byte) Pictures.QUARTERS[i].getRed();
      green[i] = (byte) Pictures.QUARTERS[i].getGreen();
      blue[i] = (byte) Pictures.QUARTERS[i].getBlue();
    }
    IndexColorModel model = new IndexColorModel(bits, entries, red, green, blue);
    int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
    return indexed(new BufferedImage(Pictures.WIDTH, Pictures.HEIGHT, type, model));
  }

  private static BufferedImage indexed(BufferedImage image) {
    for (int y = 0; y < Pictures.HEIGHT; y++) {
      for (int x = 0; x < Pictures.WIDTH; x++) {
        int quarter = Pictures.quarter(x, y, Pictures.WIDTH, Pictures.HEIGHT);
        image.getRaster().setSample(x, y, 0, quarter);
      }
    }
    return image;
  }

  private static BufferedImage holedPalette() {
    IndexColorModel opaque = (IndexColorModel) palette(8).getColorModel();
    int[] colours = new int[opaque.getMapSize()];
    opaque.getRGBs(colours);
    IndexColorModel holed =
        new IndexColorModel(8, colours.length, colours, 0, true, 0, DataBuffer.TYPE_BYTE);
    return indexed(
        new BufferedImage(Pictures.WIDTH, Pictures.HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, holed));
  }

  private static BufferedImage holed(int type) {
    BufferedImage image = Pictures.quarters(type);
    for (int y = 0; y < Pictures.HEIGHT / 2; y++) {
      for (int x = 0; x < Pictures.WIDTH / 2; x++) {
        image.setRGB(x, y, 0);
      }
    }
    return image;
  }

  /** Samples of 100 of 255, whatever a colour model makes of them. */
  private static BufferedImage grey(int type) {
    BufferedImage image = new BufferedImage(40, 30, type);
    int value = type == BufferedImage.TYPE_BYTE_GRAY ? 100 : 100 * 257;
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    return image;
  }
}
