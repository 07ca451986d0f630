// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Reason;
import io.millrace.transform.ImageEngine.Spec;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no sound photo are rejected for what they are, in little time and memory. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.millrace.transform.Rendering#all")
final class BrokenPhotosTest {

  private static final Duration QUICK = Duration.ofSeconds(2);

  private final Rendering rendering;

  BrokenPhotosTest(Rendering rendering) {
    this.rendering = rendering;
  }

  @Test
  void noBytes_areMalformed() {
    assertThat(rendering.rejected(new byte[0]).reason()).isEqualTo(Reason.MALFORMED_IMAGE);
  }

  @Test
  void randomBytes_areNoPhoto() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[random.nextInt(1, 4096)];
      random.nextBytes(noise);
      assertThat(rendering.rejected(noise).reason())
          .isIn(Reason.UNSUPPORTED_IMAGE, Reason.MALFORMED_IMAGE);
    }
  }

  @TestFactory
  Stream<DynamicTest> signatureAlone_isMalformed() {
    return FormatsTest.photos().entrySet().stream()
        .map(
            photo ->
                DynamicTest.dynamicTest(
                    photo.getKey(),
                    () -> {
                      byte[] start = Arrays.copyOf(photo.getValue(), 12);
                      assertThat(rendering.rejected(start).reason())
                          .isEqualTo(Reason.MALFORMED_IMAGE);
                    }));
  }

  /** Some formats have bytes behind their pixels that nobody misses; no cut before them passes. */
  @TestFactory
  Stream<DynamicTest> photoCutShort_isMalformed() {
    return FormatsTest.photos().entrySet().stream()
        .map(
            photo ->
                DynamicTest.dynamicTest(
                    photo.getKey(),
                    () -> {
                      byte[] whole = photo.getValue();
                      int spare = spareBytes(photo.getKey());
                      for (int length = 12; length < whole.length - spare; length += step(whole)) {
                        assertThat(rendering.rejected(Arrays.copyOf(whole, length)).reason())
                            .as("cut after %s of %s bytes", length, whole.length)
                            .isEqualTo(Reason.MALFORMED_IMAGE);
                      }
                    }));
  }

  private static int step(byte[] whole) {
    return Math.max(1, whole.length / 97);
  }

  private static int spareBytes(String name) {
    // GIF: the trailer. PNG: the length and checksum of nothing. TIFF: where the writer put the
    // directory last, its closing zero and an odd byte.
    return name.startsWith("GIF")
        ? 1
        : name.startsWith("PNG") ? 4 : name.startsWith("TIFF") ? 8 : 0;
  }

  @Test
  void jpegCutShort_isMalformed_evenWithAnEndPutBehind() {
    byte[] whole = Pictures.written(Pictures.quarters(5, 640, 480), "jpeg");
    byte[] cut = Arrays.copyOf(whole, whole.length * 2 / 3);
    byte[] mended = Surgery.joined(cut, new byte[] {(byte) 0xff, (byte) 0xd9});
    assertThat(rendering.rejected(mended).reason()).isEqualTo(Reason.MALFORMED_IMAGE);
    assertThat(rendering.accepted(Surgery.joined(whole, new byte[1000]))).isNotNull();
  }

  @Test
  void pngWithAWrongChecksum_isMalformed() {
    byte[] png = Pictures.written(Pictures.quarters(), "png");
    // The last byte of the checksum before the final chunk, so that nothing else is wrong.
    png[png.length - 13] ^= 1;
    assertThat(rendering.rejected(png).reason()).isEqualTo(Reason.MALFORMED_IMAGE);
  }

  @TestFactory
  Stream<DynamicTest> sizeBeyondTheLimits_isRejectedByTheHeader() {
    byte[] gif = Pictures.written(Pictures.quarters(BufferedImage.TYPE_BYTE_INDEXED), "gif");
    byte[] lossy = Pictures.resource("lossy.webp");
    Map<String, byte[]> bombs =
        Map.of(
            "PNG", Surgery.monochrome(30_000, 30_000),
            "PNG, small when decoded", Surgery.monochrome(10_001, 10_000),
            "PNG strip", Surgery.monochrome(100_000, 1),
            "PNG 16 bits, under the pixel limit", hugePng(10_000, 9_999, 16, 6),
            "JPEG", sized(Pictures.jpeg(), indexOf(Pictures.jpeg(), 0xff, 0xc0) + 5, 30_000),
            "GIF", sizedLittle(gif, indexOf(gif, 0x2c, 0, 0, 0, 0) + 5, 30_000),
            "BMP", bmp(30_000),
            "TIFF", FormatsTest.tiff(3, Map.of(256, 30_000L, 257, 30_000L)),
            "TIFF tile", FormatsTest.tiff(3, Map.of(322, 60_000L, 323, 60_000L)),
            "WebP", sizedLittle(lossy, indexOf(lossy, 0x9d, 0x01, 0x2a) + 3, 16_000));
    return bombs.entrySet().stream()
        .map(
            bomb ->
                DynamicTest.dynamicTest(
                    bomb.getKey(),
                    () ->
                        Assertions.assertTimeoutPreemptively(
                            QUICK,
                            () ->
                                assertThat(rendering.rejected(bomb.getValue()).reason())
                                    .isEqualTo(Reason.IMAGE_TOO_LARGE))));
  }

  @Test
  void progressiveJpegOfTooManyScans_isMalformed() {
    byte[] jpeg = Pictures.progressive(Pictures.quarters());
    int last = jpeg.length - 2;
    while ((jpeg[last] & 0xff) != 0xff || (jpeg[last + 1] & 0xff) != 0xda) {
      last--;
    }
    byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
    byte[][] parts = new byte[PhotoLimits.DEFAULT.maxScans() + 2][];
    Arrays.fill(parts, scan);
    parts[0] = Arrays.copyOf(jpeg, last);
    byte[] bomb = Surgery.joined(Surgery.joined(parts), new byte[] {(byte) 0xff, (byte) 0xd9});
    assertThat(rendering.rejected(bomb).detail()).contains("scans");
  }

  @Test
  void textThatUnpacksToAnything_isNotUnpacked() {
    byte[] bomb = Surgery.joined(Surgery.ascii("x\0\0"), Surgery.deflated(new byte[50_000_000]));
    byte[] png = Pictures.written(Pictures.quarters(), "png");
    for (String chunk : List.of("zTXt", "iCCP")) {
      assertThat(Pictures.arrangement(rendering.widest(Surgery.withChunk(png, chunk, bomb))))
          .isEqualTo("0123");
    }
  }

  @Test
  void kindsThatAreNotRead_areUnsupported() {
    byte[] jpeg = Pictures.jpeg();
    byte[] arithmetic = jpeg.clone();
    arithmetic[indexOf(jpeg, 0xff, 0xc0) + 1] = (byte) 0xc9;
    byte[] twelveBits = jpeg.clone();
    twelveBits[indexOf(jpeg, 0xff, 0xc0) + 4] = 12;
    byte[] disguised = Pictures.written(Pictures.quarters(), "bmp");
    disguised[30] = 4;
    byte[] jpegInTiff = FormatsTest.tiff(3, Map.of(259, 7L));
    byte[] floats = FormatsTest.tiff(3, Map.of(339, 3L));
    for (byte[] photo : new byte[][] {arithmetic, twelveBits, disguised, jpegInTiff, floats}) {
      assertThat(rendering.rejected(photo).reason()).isEqualTo(Reason.UNSUPPORTED_IMAGE);
    }
  }

  /** Small changes anywhere: the outcome may be any, but it is one, and it comes soon. */
  @TestFactory
  Stream<DynamicTest> mutatedPhoto_hasAnOutcome() {
    Spec small =
        new Spec(List.of(64), 80, new PhotoLimits(4_000_000, 8_000, 64 << 20, 64, 1 << 20));
    return FormatsTest.photos().entrySet().stream()
        .map(
            photo ->
                DynamicTest.dynamicTest(
                    photo.getKey(),
                    () -> {
                      Random random = new Random(photo.getKey().hashCode());
                      for (int i = 0; i < 200; i++) {
                        byte[] mutant = mutated(photo.getValue(), random);
                        Assertions.assertTimeout(
                            QUICK, () -> rendering.outcome(mutant, small), "mutant " + i);
                      }
                    }));
  }

  private static byte[] mutated(byte[] photo, Random random) {
    byte[] mutant = photo.clone();
    // Half of the changes in the first 200 bytes, where the headers are.
    for (int n = random.nextInt(1, 6); n > 0; n--) {
      int reach = random.nextBoolean() ? Math.min(200, mutant.length) : mutant.length;
      mutant[random.nextInt(reach)] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) 0xff;
            case 1 -> 0;
            default -> (byte) random.nextInt();
          };
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
  }

  private static byte[] hugePng(int width, int height, int bits, int colourType) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {(byte) bits, (byte) colourType, 0, 0, 0})
            .array();
    return Surgery.joined(Surgery.ascii("\u0089PNG\r\n\u001a\n"), Surgery.chunk("IHDR", header));
  }

  private static byte[] bmp(int edge) {
    byte[] bmp = Pictures.written(Pictures.quarters(), "bmp");
    return ByteBuffer.wrap(bmp)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(18, edge)
        .putInt(22, -edge)
        .array();
  }

  /** Height and width as JPEG has them. */
  private static byte[] sized(byte[] photo, int at, int edge) {
    byte[] copy = photo.clone();
    ByteBuffer.wrap(copy).putShort(at, (short) edge).putShort(at + 2, (short) edge);
    return copy;
  }

  private static byte[] sizedLittle(byte[] photo, int at, int edge) {
    byte[] copy = photo.clone();
    ByteBuffer.wrap(copy)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(at, (short) edge)
        .putShort(at + 2, (short) edge);
    return copy;
  }

  private static int indexOf(byte[] bytes, int... wanted) {
    for (int at = 0; at < bytes.length - wanted.length; at++) {
      int matched = 0;
      while (matched < wanted.length && (bytes[at + matched] & 0xff) == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return at;
      }
    }
    throw new AssertionError("Not there");
  }
}
