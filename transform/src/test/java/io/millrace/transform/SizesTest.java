// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transform.ImageEngine.Rendition;
import io.millrace.transform.ImageEngine.Renditions;
import java.awt.image.BufferedImage;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Renditions are as long as wanted, in proportion, and never larger than the photo. */
final class SizesTest {

  @ParameterizedTest
  @CsvSource({
    "4000, 3000, 1600x1200 800x600 320x240",
    "1600, 1600, 1600x1600 800x800 320x320",
    "1000, 500, 1000x500 800x400 320x160",
    "500, 800, 500x800 200x320",
    "320, 200, 320x200",
    "7, 5, 7x5",
    "1, 1, 1x1",
    "5000, 1, 1600x1 800x1 320x1",
    "1, 5000, 1x1600 1x800 1x320"
  })
  void renditions_areOnePerDistinctSize(int width, int height, String sizes) {
    BufferedImage image = Pictures.quarters(BufferedImage.TYPE_3BYTE_BGR, width, height);
    byte[] photo = Pictures.written(image, "png");
    Rendering.all().forEach(rendering -> check(rendering.accepted(photo), width, height, sizes));
  }

  private static void check(Renditions renditions, int width, int height, String sizes) {
    assertThat(renditions.width()).isEqualTo(width);
    assertThat(renditions.height()).isEqualTo(height);
    assertThat(renditions.renditions())
        .extracting(r -> r.width() + "x" + r.height())
        .containsExactly(sizes.split(" "));
    for (Rendition rendition : renditions.renditions()) {
      BufferedImage seen = Pictures.read(rendition.jpeg());
      assertThat(seen.getWidth()).isEqualTo(rendition.width());
      assertThat(seen.getHeight()).isEqualTo(rendition.height());
    }
  }

  @Property(tries = 60)
  void rendition_isNeverLarger_andKeepsItsProportion(
      @ForAll @IntRange(min = 1, max = 500) int width,
      @ForAll @IntRange(min = 1, max = 500) int height,
      @ForAll @IntRange(min = 16, max = 600) int edge) {
    byte[] photo =
        Pictures.written(Pictures.quarters(BufferedImage.TYPE_3BYTE_BGR, width, height), "png");
    ImageEngine.Spec spec = new ImageEngine.Spec(List.of(edge), 80, PhotoLimits.DEFAULT);
    for (Rendering rendering : Rendering.all()) {
      Rendition only = rendering.accepted(photo, spec).renditions().getFirst();
      assertThat(Math.max(only.width(), only.height()))
          .isEqualTo(Math.min(edge, Math.max(width, height)));
      double scale = Math.min(1, (double) edge / Math.max(width, height));
      assertThat(Math.abs(only.width() - width * scale)).isLessThanOrEqualTo(1);
      assertThat(Math.abs(only.height() - height * scale)).isLessThanOrEqualTo(1);
    }
  }
}
