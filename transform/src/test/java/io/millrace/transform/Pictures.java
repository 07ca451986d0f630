// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Photos for tests: four quarters, each of a colour of its own, in every format. */
final class Pictures {

  static final int WIDTH = 96;
  static final int HEIGHT = 64;

  /** Colours of the quarters: top left, top right, bottom left, bottom right. */
  static final Color[] QUARTERS = {
    new Color(220, 30, 30), new Color(30, 200, 30), new Color(30, 30, 220), new Color(240, 240, 60)
  };

  private Pictures() {}

  static BufferedImage quarters(int type, int width, int height) {
    return painted(new BufferedImage(width, height, type));
  }

  static BufferedImage quarters(int type) {
    return quarters(type, WIDTH, HEIGHT);
  }

  static BufferedImage quarters() {
    return quarters(BufferedImage.TYPE_3BYTE_BGR);
  }

  /** Red, green, blue and, when wanted, alpha, 16 bits each. */
  static BufferedImage quarters16(boolean alpha) {
    int bands = alpha ? 4 : 3;
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, WIDTH, HEIGHT, bands, null);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        Color c = QUARTERS[quarter(x, y, WIDTH, HEIGHT)];
        int[] pixel = {c.getRed() * 257, c.getGreen() * 257, c.getBlue() * 257, 0xffff};
        for (int band = 0; band < bands; band++) {
          raster.setSample(x, y, band, pixel[band]);
        }
      }
    }
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            DataBuffer.TYPE_USHORT);
    return new BufferedImage(model, raster, false, null);
  }

  private static BufferedImage painted(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    int w = image.getWidth();
    int h = image.getHeight();
    for (int i = 0; i < 4; i++) {
      graphics.setColor(QUARTERS[i]);
      int x = i % 2 == 0 ? 0 : w / 2;
      int y = i < 2 ? 0 : h / 2;
      graphics.fillRect(x, y, i % 2 == 0 ? w / 2 : w - w / 2, i < 2 ? h / 2 : h - h / 2);
    }
    graphics.dispose();
    return image;
  }

  static int quarter(int x, int y, int width, int height) {
    return (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);
  }

  static byte[] written(BufferedImage image, String format) {
    return written(new IIOImage(image, null, null), format, false);
  }

  static byte[] progressive(BufferedImage image) {
    return written(new IIOImage(image, null, null), "jpeg", true);
  }

  static byte[] jpeg() {
    return written(quarters(), "jpeg");
  }

  /** Samples as they are, with no statement about their colours. */
  static byte[] jpeg(Raster raster) {
    return written(new IIOImage(raster, null, null), "jpeg", false);
  }

  private static byte[] written(IIOImage image, String format, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (format.equals("jpeg")) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(0.95f);
      param.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    }
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, image, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  static BufferedImage read(byte[] jpeg) {
    try {
      return ImageIO.read(new ByteArrayInputStream(jpeg));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] resource(String name) {
    try (InputStream in = Pictures.class.getResourceAsStream("/photos/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The quarters in which the colour of each quarter of a picture is nearest, such as "0123". */
  static String arrangement(BufferedImage image) {
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int x = image.getWidth() * (i % 2 == 0 ? 1 : 3) / 4;
      int y = image.getHeight() * (i < 2 ? 1 : 3) / 4;
      Color seen = new Color(image.getRGB(x, y));
      int match = -1;
      for (int q = 0; q < 4; q++) {
        match = distance(seen, QUARTERS[q]) <= 12 ? q : match;
      }
      found.append(match < 0 ? String.format(Locale.ROOT, "(%06x)", seen.getRGB()) : match);
    }
    return found.toString();
  }

  /** The largest difference of a band. */
  static int distance(Color a, Color b) {
    return Math.max(
        Math.abs(a.getRed() - b.getRed()),
        Math.max(Math.abs(a.getGreen() - b.getGreen()), Math.abs(a.getBlue() - b.getBlue())));
  }
}
