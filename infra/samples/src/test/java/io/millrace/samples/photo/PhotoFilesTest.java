// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.jpeg.JpegImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed photos, and the generator where its bytes depend on no JDK's encoder. */
class PhotoFilesTest {

  @Test
  void committedFiles_areThoseTheGeneratorMakes_byteForByteWhereNoEncoderOfTheJdkIsIn()
      throws IOException {
    Map<String, byte[]> made = PhotoFiles.all();

    for (String file : made.keySet()) {
      assertThat(bytes(file)).as(file).isNotEmpty();
    }
    for (String file : new String[] {"lossless.webp", "report.jpg", "plain.bmp"}) {
      assertThat(bytes(file)).as(file).isEqualTo(made.get(file));
    }
    assertThat(made.keySet().stream().mapToLong(file -> bytes(file).length).sum())
        .isLessThan(3_000_000);
  }

  /** By the words of EXIF: where the stored first row and first column are seen. */
  @ParameterizedTest
  @CsvSource({
    "1, TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT",
    "2, TOP_RIGHT, TOP_LEFT, BOTTOM_RIGHT",
    "3, BOTTOM_RIGHT, BOTTOM_LEFT, TOP_RIGHT",
    "4, BOTTOM_LEFT, BOTTOM_RIGHT, TOP_LEFT",
    "5, TOP_LEFT, BOTTOM_LEFT, TOP_RIGHT",
    "6, TOP_RIGHT, BOTTOM_RIGHT, TOP_LEFT",
    "7, BOTTOM_RIGHT, TOP_RIGHT, BOTTOM_LEFT",
    "8, BOTTOM_LEFT, TOP_LEFT, BOTTOM_RIGHT",
  })
  void orientedPhoto_storesTheCornersWhereItsOrientationSays(
      int orientation, String topLeft, String topRight, String bottomLeft) throws IOException {
    String file = "orientation-" + orientation + ".jpg";
    BufferedImage stored = image(file);
    int right = stored.getWidth() - 10;
    int bottom = stored.getHeight() - 10;

    assertThat(corner(stored.getRGB(10, 10))).isEqualTo(topLeft);
    assertThat(corner(stored.getRGB(right, 10))).isEqualTo(topRight);
    assertThat(corner(stored.getRGB(10, bottom))).isEqualTo(bottomLeft);
    assertThat(stored.getWidth() > stored.getHeight()).isEqualTo(orientation < 5);
    assertThat(
            Objects.requireNonNull(exif(file).findField(TiffTagConstants.TIFF_TAG_ORIENTATION))
                .getIntValue())
        .isEqualTo(orientation);
  }

  @ParameterizedTest
  @CsvSource({
    "berlin.jpg, 52.5163, 13.3777, 1800, 1350",
    "new-york.jpg, 40.7061, -73.9969, 1200, 900",
    "sydney.jpg, -33.8568, 151.2153, 1280, 720",
    "sao-paulo.jpg, -23.5614, -46.6559, 800, 1200",
  })
  void cityPhoto_knowsItsPlaceTimeAndCamera(
      String file, double latitude, double longitude, int width, int height) throws IOException {
    TiffImageMetadata exif = exif(file);
    TiffImageMetadata.GpsInfo gps = Objects.requireNonNull(exif.getGpsInfo());

    assertThat(gps.getLatitudeAsDegreesNorth()).isCloseTo(latitude, offset(1e-5));
    assertThat(gps.getLongitudeAsDegreesEast()).isCloseTo(longitude, offset(1e-5));
    assertThat(exif.getFieldValue(ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL)[0])
        .startsWith("2026:");
    assertThat(exif.getFieldValue(ExifTagConstants.EXIF_TAG_BODY_SERIAL_NUMBER)[0])
        .isEqualTo(Exif.SERIAL_NUMBER);
    assertThat(image(file).getWidth()).isEqualTo(width);
    assertThat(image(file).getHeight()).isEqualTo(height);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-exif-progressive.jpg",
        "grey.jpg",
        "alpha.png",
        "palette.gif",
        "plain.bmp",
        "scan.tif",
        "lossless.webp",
        "named-like-text.txt"
      })
  void otherFormats_areReadByWhatReadsPhotos(String file) throws IOException {
    assertThat(image(file).getWidth()).isGreaterThan(image(file).getHeight());
  }

  @Test
  void transparentPhoto_hasTransparentCorners() throws IOException {
    assertThat(image("alpha.png").getRGB(0, 0) >>> 24).isZero();
    assertThat(image("alpha.png").getRGB(240, 180) >>> 24).isEqualTo(255);
  }

  @Test
  void webp_isExact_asItIsLossless() throws IOException {
    Picture picture = new ThisWayUp(40, 30);
    BufferedImage read =
        Objects.requireNonNull(
            ImageIO.read(new ByteArrayInputStream(LosslessWebp.bytes(picture, 40, 30))));

    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        assertThat(read.getRGB(x, y)).isEqualTo(picture.argb(x, y));
      }
    }
  }

  @Test
  void hugePhoto_isSmallAsAFile_andTellsItsSizeInItsHeader() throws IOException {
    byte[] png = bytes("huge-30000x30000.png");
    assertThat(png.length).isLessThan(200_000);

    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
      reader.setInput(in);
      assertThat(reader.getWidth(0)).isEqualTo(PhotoFiles.HUGE);
      assertThat(reader.getHeight(0)).isEqualTo(PhotoFiles.HUGE);
      reader.dispose();
    }
  }

  @Test
  void whitePng_isWhite() throws IOException {
    BufferedImage image =
        Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(WhitePng.bytes(13, 5))));

    assertThat(image.getRGB(12, 4)).isEqualTo(0xffffffff);
  }

  @Test
  void wrongFiles_areWrong() throws IOException {
    byte[] truncated = bytes("truncated.jpg");
    assertThat(truncated).startsWith(0xff, 0xd8);
    assertThat(new byte[] {truncated[truncated.length - 2], truncated[truncated.length - 1]})
        .isNotEqualTo(new byte[] {(byte) 0xff, (byte) 0xd9});
    assertThat(bytes("report.jpg")).startsWith('%', 'P', 'D', 'F');
    assertThat(bytes("named-like-text.txt")).startsWith(0x89, 'P', 'N', 'G');
  }

  private static String corner(int argb) {
    return Map.of(
            "TOP_LEFT", ThisWayUp.TOP_LEFT,
            "TOP_RIGHT", ThisWayUp.TOP_RIGHT,
            "BOTTOM_LEFT", ThisWayUp.BOTTOM_LEFT,
            "BOTTOM_RIGHT", ThisWayUp.BOTTOM_RIGHT)
        .entrySet()
        .stream()
        .filter(entry -> distance(argb, entry.getValue()) < 40)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("none: " + Integer.toHexString(argb));
  }

  private static int distance(int one, int other) {
    Color a = new Color(one);
    Color b = new Color(other);
    return Math.abs(a.getRed() - b.getRed())
        + Math.abs(a.getGreen() - b.getGreen())
        + Math.abs(a.getBlue() - b.getBlue());
  }

  private static TiffImageMetadata exif(String file) throws IOException {
    return ((JpegImageMetadata) Objects.requireNonNull(Imaging.getMetadata(bytes(file)))).getExif();
  }

  private static BufferedImage image(String file) throws IOException {
    return Objects.requireNonNull(
        ImageIO.read(new ByteArrayInputStream(bytes(file))), file + " is no image to the JDK");
  }

  private static byte[] bytes(String file) {
    try (InputStream in = PhotoFilesTest.class.getResourceAsStream("../photos/" + file)) {
      return Objects.requireNonNull(in, file + " is not committed").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
