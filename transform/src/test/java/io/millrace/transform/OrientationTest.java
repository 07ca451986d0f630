// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transform.ImageEngine.Renditions;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever way the camera was held, the rendition stands upright. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.millrace.transform.Rendering#all")
final class OrientationTest {

  private final Rendering rendering;

  OrientationTest(Rendering rendering) {
    this.rendering = rendering;
  }

  /** Where the quarters of an unturned picture are to be seen, by the drawings of the standard. */
  @ParameterizedTest
  @CsvSource({
    "1, 0123", "2, 1032", "3, 3210", "4, 2301", "5, 0213", "6, 2031", "7, 3120", "8, 1302",
    "0, 0123", "9, 0123"
  })
  void jpeg_isTurned_asItsTagSays(int tag, String arrangement) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] photo = Surgery.withExif(Pictures.jpeg(), Surgery.exif(tag, order));
      Renditions renditions = rendering.accepted(photo);
      assertThat(Pictures.arrangement(Pictures.read(renditions.renditions().getFirst().jpeg())))
          .isEqualTo(arrangement);
      boolean turned = tag >= 5 && tag <= 8;
      assertThat(renditions.width()).isEqualTo(turned ? Pictures.HEIGHT : Pictures.WIDTH);
      assertThat(renditions.height()).isEqualTo(turned ? Pictures.WIDTH : Pictures.HEIGHT);
    }
  }

  @Test
  void png_isTurned() {
    byte[] png = Pictures.written(Pictures.quarters(), "png");
    byte[] exif = Surgery.exif(6, ByteOrder.BIG_ENDIAN);
    assertThat(Pictures.arrangement(rendering.widest(Surgery.withChunk(png, "eXIf", exif))))
        .isEqualTo("2031");
  }

  @Test
  void tiff_isTurned() {
    assertThat(Pictures.arrangement(rendering.widest(FormatsTest.tiff(3, Map.of(274, 8L)))))
        .isEqualTo("1302");
  }

  @Test
  void webp_isTurned() {
    assertThat(Pictures.arrangement(rendering.widest(Pictures.resource("turned.webp"))))
        .isEqualTo("2031");
  }

  @Test
  void turnedPhoto_isReducedByItsLongEdgeAsSeen() {
    byte[] wide = Pictures.written(Pictures.quarters(5, 2000, 500), "jpeg");
    Renditions renditions =
        rendering.accepted(Surgery.withExif(wide, Surgery.exif(6, ByteOrder.BIG_ENDIAN)));
    assertThat(renditions.renditions())
        .extracting(r -> r.width() + "x" + r.height())
        .containsExactly("400x1600", "200x800", "80x320");
  }

  @Test
  void damagedExif_doesNotDamageThePhoto() {
    byte[] photo = Surgery.withExif(Pictures.jpeg(), Surgery.ascii("MM\0*\uffff\uffff\uffff"));
    assertThat(Pictures.arrangement(rendering.widest(photo))).isEqualTo("0123");
  }
}
