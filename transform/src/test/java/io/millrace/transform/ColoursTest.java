// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Colours of a profile arrive in sRGB as its definition says. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.millrace.transform.Rendering#all")
final class ColoursTest {

  private static final int TOLERANCE = 4;

  private final Rendering rendering;

  ColoursTest(Rendering rendering) {
    this.rendering = rendering;
  }

  static Stream<Arguments> profiles() {
    Map<String, double[][]> spaces =
        Map.of("Adobe RGB", IccProfiles.ADOBE_RGB, "Display P3", IccProfiles.DISPLAY_P3);
    Color[] colours = {
      new Color(120, 160, 90), new Color(180, 100, 100), new Color(90, 110, 170), Color.WHITE
    };
    return spaces.entrySet().stream()
        .flatMap(s -> Stream.of(colours).map(c -> Arguments.of(s.getKey(), s.getValue(), c)));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("profiles")
  void profile_isConverted(String name, double[][] primaries, Color colour) {
    int[] expected =
        IccProfiles.inSrgb(primaries, colour.getRed(), colour.getGreen(), colour.getBlue());
    Color inSrgb = new Color(expected[0], expected[1], expected[2]);
    byte[] icc = IccProfiles.rgb(primaries);
    byte[] png = Pictures.written(plain(colour), "png");
    byte[] chunk = Surgery.joined(Surgery.ascii("test\0\0"), Surgery.deflated(icc));

    assertThat(seen(Surgery.withProfile(Pictures.written(plain(colour), "jpeg"), icc)))
        .matches(c -> Pictures.distance(c, inSrgb) <= TOLERANCE, "JPEG near " + inSrgb);
    assertThat(seen(Surgery.withChunk(png, "iCCP", chunk)))
        .matches(c -> Pictures.distance(c, inSrgb) <= TOLERANCE, "PNG near " + inSrgb);
  }

  @Test
  void profileInTiff_isConverted() {
    byte[] pixels = new byte[40 * 30 * 3];
    for (int i = 0; i < pixels.length; i += 3) {
      pixels[i] = 120;
      pixels[i + 1] = (byte) 160;
      pixels[i + 2] = 90;
    }
    byte[] icc = IccProfiles.rgb(IccProfiles.ADOBE_RGB);
    byte[] photo = Surgery.tiff(40, 30, 3, pixels, Map.of(), icc);
    int[] expected = IccProfiles.inSrgb(IccProfiles.ADOBE_RGB, 120, 160, 90);
    assertThat(Pictures.distance(seen(photo), new Color(expected[0], expected[1], expected[2])))
        .isLessThanOrEqualTo(TOLERANCE);
  }

  /** The plugin does it here, once: were it done twice, or not at all, the colour would be off. */
  @Test
  void profileInWebp_isConverted() {
    byte[] icc = IccProfiles.rgb(IccProfiles.ADOBE_RGB);
    byte[] photo =
        Surgery.webpWithProfile(
            Pictures.resource("lossless.webp"), Pictures.WIDTH, Pictures.HEIGHT, icc);
    Color yellow = Pictures.QUARTERS[3];
    int[] expected =
        IccProfiles.inSrgb(
            IccProfiles.ADOBE_RGB, yellow.getRed(), yellow.getGreen(), yellow.getBlue());
    Color seen = new Color(rendering.widest(photo).getRGB(80, 50));
    assertThat(Pictures.distance(seen, new Color(expected[0], expected[1], expected[2])))
        .isLessThanOrEqualTo(TOLERANCE);
    assertThat(Pictures.distance(seen, yellow)).isGreaterThan(TOLERANCE);
  }

  @Test
  void profileOfTwoSegments_isPutTogether() {
    byte[] icc = IccProfiles.rgb(IccProfiles.ADOBE_RGB);
    byte[] head = Arrays.copyOf(icc, 200);
    byte[] tail = Arrays.copyOfRange(icc, 200, icc.length);
    byte[] name = Surgery.ascii("ICC_PROFILE\0");
    // Inserted at the front, so the first one comes to stand behind the second.
    byte[] photo = Pictures.written(plain(new Color(120, 160, 90)), "jpeg");
    photo = Surgery.withSegment(photo, 0xe2, name, new byte[] {1, 2}, head);
    photo = Surgery.withSegment(photo, 0xe2, name, new byte[] {2, 2}, tail);
    int[] expected = IccProfiles.inSrgb(IccProfiles.ADOBE_RGB, 120, 160, 90);
    assertThat(Pictures.distance(seen(photo), new Color(expected[0], expected[1], expected[2])))
        .isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void greyProfile_isConverted() {
    BufferedImage grey = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 40 * 30; i++) {
      grey.getRaster().setSample(i % 40, i / 40, 0, 55);
    }
    byte[] photo = Surgery.withProfile(Pictures.written(grey, "jpeg"), IccProfiles.grey());
    // The profile says linear light: 55/255 of it is 128 in sRGB.
    assertThat(Pictures.distance(seen(photo), new Color(128, 128, 128))).isLessThanOrEqualTo(3);
  }

  @Test
  void uselessProfile_isIgnored() {
    Color colour = new Color(120, 160, 90);
    byte[] jpeg = Pictures.written(plain(colour), "jpeg");
    byte[] rgb = IccProfiles.rgb(IccProfiles.ADOBE_RGB);
    byte[] noCurves = rgb.clone();
    Arrays.fill(noCurves, 132, 132 + 8 * 12, (byte) 'x');
    for (byte[] icc : new byte[][] {Surgery.ascii("nonsense"), IccProfiles.grey(), noCurves}) {
      assertThat(Pictures.distance(seen(Surgery.withProfile(jpeg, icc)), colour))
          .isLessThanOrEqualTo(TOLERANCE);
    }
  }

  private static BufferedImage plain(Color colour) {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 40 * 30; i++) {
      image.setRGB(i % 40, i / 40, colour.getRGB());
    }
    return image;
  }

  private Color seen(byte[] photo) {
    return new Color(rendering.widest(photo).getRGB(20, 15));
  }
}
