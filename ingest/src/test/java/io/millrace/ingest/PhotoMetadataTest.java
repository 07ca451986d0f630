// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.PhotoMetadata.Position;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.port.InMemoryBlobs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.imaging.common.RationalNumber;
import org.apache.commons.imaging.formats.jpeg.exif.ExifRewriter;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.GpsTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputDirectory;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhotoMetadataTest {

  private static final String TAKEN = "2026:05:01 12:30:00";
  private static final int MAX_BYTES = 1 << 20;

  @Test
  void photo_becomesOneEvent_withWhatItSays() throws IOException {
    Bench bench = new Bench();
    byte[] content = tagged(TAKEN, "Canon", "Canon EOS R6", -33.8675, 151.207);

    assertThat(bench.run(bench.upload("holiday.txt", content)).counts())
        .isEqualTo(Counts.done(1, 0, 0));

    String etag = InMemoryBlobs.etag(content);
    CloudEvent event = bench.events().getFirst();
    assertThat(event.type()).isEqualTo(PhotoUploaded.TYPE);
    assertThat(event.source()).isEqualTo("s3://uploads");
    assertThat(event.id()).isEqualTo(Ids.object("uploads", "holiday.txt", etag));
    assertThat(event.subject()).isEqualTo("holiday.txt");
    assertThat(event.time()).isEqualTo(InMemoryBlobs.MODIFIED);
    assertThat(Json.read(String.valueOf(event.data()), PhotoUploaded.class))
        .isEqualTo(
            new PhotoUploaded(
                "uploads",
                "holiday.txt",
                etag,
                content.length,
                "image/jpeg",
                "2026-05-01T12:30:00",
                "Canon EOS R6",
                -33_867_500L,
                151_207_000L));
  }

  @Test
  void photoWithAKeyTooLongForASubject_goesWithoutSubject() {
    Bench bench = new Bench();

    bench.run(bench.upload("k".repeat(513), jpeg()));

    assertThat(bench.events().getFirst().subject()).isNull();
  }

  @Test
  void photoWithoutMetadata_saysNothing() throws IOException {
    assertThat(read(jpeg())).isEqualTo(PhotoMetadata.NONE);
  }

  @ParameterizedTest
  @CsvSource({"59.913,10.752", "-54.801,-68.303", "64.147,-21.942", "-1.286,36.817"})
  void position_hasTheSignOfItsHemispheres(double north, double east) {
    assertThat(read(tagged(TAKEN, "", "", north, east)).position())
        .isEqualTo(new Position(Math.round(north * 1e6), Math.round(east * 1e6)));
  }

  @Property(tries = 200)
  void position_isExactToTheMillionth(
      @ForAll @DoubleRange(min = -89.9, max = 89.9) double north,
      @ForAll @DoubleRange(min = -179.9, max = 179.9) double east) {
    PhotoMetadata metadata = read(tagged(TAKEN, "", "", north, east));

    if (Math.abs(north) > 0.001 || Math.abs(east) > 0.001) {
      Position position = Objects.requireNonNull(metadata.position());
      assertThat(Math.abs(position.latE6() - Math.round(north * 1e6))).isLessThanOrEqualTo(1);
      assertThat(Math.abs(position.lonE6() - Math.round(east * 1e6))).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void implausiblePosition_isAbsent() {
    assertThat(Position.of(0, 0)).isNull();
    assertThat(Position.of(90.1, 0)).isNull();
    assertThat(Position.of(0, -180.1)).isNull();
    assertThat(Position.of(Double.NaN, 1)).isNull();
    assertThat(Position.of(1, Double.POSITIVE_INFINITY)).isNull();
    assertThat(Position.of(0, 10)).isEqualTo(new Position(0, 10_000_000));
  }

  @ParameterizedTest
  @CsvSource({
    "2026:05:01 12:30:00, 2026-05-01T12:30:00",
    "0000:00:00 00:00:00,",
    "2026:02:30 12:00:00,",
    "0001:01:01 00:00:00,",
    "2026-05-01 12:30:00,",
    "'    :  :     :  :  ',",
    "2026:05:01 24:00:00,",
  })
  void implausibleTime_isAbsent(String exif, String expected) {
    assertThat(PhotoMetadata.takenAt(exif)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Canon, Canon EOS R6, Canon EOS R6",
    "NIKON CORPORATION, NIKON D850, NIKON D850",
    "samsung, SM-G991B, samsung SM-G991B",
    "Apple, iPhone 15, Apple iPhone 15",
    ", DSC-F1, DSC-F1",
    "LEICA, , LEICA",
    ", ,",
  })
  void camera_namesItsMakerOnce(String make, String model, String expected) {
    assertThat(PhotoMetadata.camera(make, model)).isEqualTo(expected);
  }

  @Test
  void metadata_isFoundInEveryFormatThatHasIt() {
    byte[] exif = exif(tagged(TAKEN, "Canon", "EOS", 48.2, 16.37));
    PhotoMetadata expected =
        new PhotoMetadata("2026-05-01T12:30:00", "Canon EOS", new Position(48_200_000, 16_370_000));

    assertThat(readAs("image/tiff", exif)).isEqualTo(expected);
    assertThat(readAs("image/png", png(exif))).isEqualTo(expected);
    assertThat(readAs("image/webp", webp(exif))).isEqualTo(expected);
  }

  @Test
  void metadataBehindTheLimit_isAbsent() throws IOException {
    byte[] photo = tagged(TAKEN, "Canon", "EOS", 1, 1);

    assertThat(PhotoMetadata.read("image/jpeg", new ByteArrayInputStream(photo), 100))
        .isEqualTo(PhotoMetadata.NONE);
  }

  @Test
  void damagedMetadata_neverThrows() {
    byte[] jpeg = tagged(TAKEN, "Canon", "EOS", 48.2, 16.37);
    byte[] exif = exif(jpeg);
    byte[][] photos = {jpeg, exif, png(exif), webp(exif)};
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      byte[] photo = photos[i % photos.length];
      byte[] damaged = Arrays.copyOf(photo, 20 + random.nextInt(photo.length - 20));
      for (int flips = random.nextInt(6); flips >= 0; flips--) {
        int at = 12 + random.nextInt(Math.min(400, damaged.length - 12));
        damaged[at] = (byte) random.nextInt(256);
      }
      String type = Content.of(damaged) instanceof Content.Photo(String found) ? found : "";
      assertThat(readAs(type, damaged)).isNotNull();
    }
  }

  /** The EXIF block of a JPEG, which is a TIFF file; it follows the JPEG's first segment header. */
  private static byte[] exif(byte[] jpeg) {
    String text = new String(jpeg, StandardCharsets.ISO_8859_1);
    return Arrays.copyOfRange(jpeg, text.indexOf("Exif\0\0") + 6, jpeg.length);
  }

  /** A picture of one pixel with an eXIf chunk. */
  private static byte[] png(byte[] exif) {
    byte[] header = {0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0};
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[2]);
    deflater.finish();
    byte[] pixel = new byte[64];
    int length = deflater.deflate(pixel);
    deflater.end();
    return Bench.concat(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
        pngChunk("IHDR", header),
        pngChunk("eXIf", exif),
        pngChunk("IDAT", Arrays.copyOf(pixel, length)),
        pngChunk("IEND", new byte[0]));
  }

  private static byte[] pngChunk(String type, byte[] data) {
    byte[] typed = Bench.concat(Bench.utf8(type), data);
    CRC32 crc = new CRC32();
    crc.update(typed);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(typed)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A container of 8 by 6 pixels with an EXIF chunk; nobody looks at its pixels here. */
  private static byte[] webp(byte[] exif) {
    byte[] chunks =
        Bench.concat(
            Bench.utf8("WEBP"),
            riffChunk("VP8X", new byte[] {8, 0, 0, 0, 7, 0, 0, 5, 0, 0}),
            riffChunk("VP8L", new byte[] {0x2F, 7, 0x40, 1, 0, 0}),
            riffChunk("EXIF", exif));
    return riffChunk("RIFF", chunks);
  }

  private static byte[] riffChunk(String type, byte[] data) {
    int padded = data.length + (data.length & 1);
    return ByteBuffer.allocate(padded + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(Bench.utf8(type))
        .putInt(data.length)
        .put(Arrays.copyOf(data, padded))
        .array();
  }

  /** A small photo that says nothing. */
  static byte[] jpeg() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "jpeg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] tagged(
      String takenAt, String make, String model, double north, double east) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TiffOutputSet set = new TiffOutputSet();
      TiffOutputDirectory root = set.getOrCreateRootDirectory();
      root.add(TiffTagConstants.TIFF_TAG_MAKE, make);
      root.add(TiffTagConstants.TIFF_TAG_MODEL, model);
      set.getOrCreateExifDirectory().add(ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL, takenAt);
      TiffOutputDirectory gps = set.getOrCreateGpsDirectory();
      gps.add(GpsTagConstants.GPS_TAG_GPS_LATITUDE_REF, north < 0 ? "S" : "N");
      gps.add(GpsTagConstants.GPS_TAG_GPS_LATITUDE, degrees(Math.abs(north)));
      gps.add(GpsTagConstants.GPS_TAG_GPS_LONGITUDE_REF, east < 0 ? "W" : "E");
      gps.add(GpsTagConstants.GPS_TAG_GPS_LONGITUDE, degrees(Math.abs(east)));
      new ExifRewriter().updateExifMetadataLossless(jpeg(), out, set);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static RationalNumber[] degrees(double value) {
    int degrees = (int) value;
    int minutes = (int) ((value - degrees) * 60);
    double seconds = (value - degrees - minutes / 60.0) * 3_600;
    return new RationalNumber[] {
      new RationalNumber(degrees, 1),
      new RationalNumber(minutes, 1),
      new RationalNumber((int) Math.round(seconds * 10_000), 10_000)
    };
  }

  private static PhotoMetadata read(byte[] photo) {
    return readAs("image/jpeg", photo);
  }

  private static PhotoMetadata readAs(String type, byte[] photo) {
    try {
      return PhotoMetadata.read(type, new ByteArrayInputStream(photo), MAX_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
