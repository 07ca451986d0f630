// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.photo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Images as the bytes of the formats that the JDK writes. */
final class Formats {

  private Formats() {}

  static byte[] jpeg(BufferedImage image, double quality) throws IOException {
    return write(image, "jpeg", param -> compress(param, "JPEG", quality));
  }

  static byte[] progressiveJpeg(BufferedImage image, double quality) throws IOException {
    return write(
        image,
        "jpeg",
        param -> {
          compress(param, "JPEG", quality);
          param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        });
  }

  static byte[] tiff(BufferedImage image) throws IOException {
    return write(image, "tiff", param -> compress(param, "LZW", 1));
  }

  static byte[] png(BufferedImage image) throws IOException {
    return write(image, "png", param -> {});
  }

  static byte[] gif(BufferedImage image) throws IOException {
    return write(image, "gif", param -> {});
  }

  static byte[] bmp(BufferedImage image) throws IOException {
    return write(image, "bmp", param -> {});
  }

  private static void compress(ImageWriteParam param, String type, double quality) {
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionType(type);
    param.setCompressionQuality((float) quality);
  }

  private static byte[] write(
      BufferedImage image, String format, Consumer<ImageWriteParam> settings) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      settings.accept(param);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
