// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResizeConfigTest {

  static final Map<String, String> ENV =
      Map.of(
          ResizeConfig.RENDITIONS_BUCKET, "renditions",
          ResizeConfig.RECORDS_TABLE, "records",
          ResizeConfig.REJECTS_BUCKET, "rejects",
          ResizeConfig.IDEMPOTENCY_TABLE, "idempotency",
          ResizeConfig.RESIZE_QUEUE_URL, "https://sqs/resize");

  @Test
  void namesAlone_giveTheDefaults() {
    ResizeConfig config = ResizeConfig.from(ENV);
    assertThat(config.longEdges()).containsExactly(1600, 800, 320);
    assertThat(config.jpegQuality()).isEqualTo(80);
    assertThat(config.maxPhotoBytes()).isEqualTo(64L * 1024 * 1024);
    assertThat(config.limits()).isEqualTo(PhotoLimits.DEFAULT);
  }

  @Test
  void widths_areSortedAndDistinct_soThatTheirOrderShapesNoKey() {
    assertThat(with(ResizeConfig.WIDTHS, " 100, 640,100").longEdges()).isEqualTo(List.of(640, 100));
    assertThat(with(ResizeConfig.WIDTHS, "100,640").canonical(""))
        .isEqualTo(with(ResizeConfig.WIDTHS, "640,100").canonical(""));
  }

  @Test
  void everyProblem_isReportedAtOnce() {
    Map<String, String> env =
        Map.of(
            ResizeConfig.WIDTHS, "640,wide",
            ResizeConfig.JPEG_QUALITY, "101",
            ResizeConfig.MAX_PIXELS, "many");
    assertThatThrownBy(() -> ResizeConfig.from(env))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "RENDITIONS_BUCKET is required",
            "RECORDS_TABLE is required",
            "REJECTS_BUCKET is required",
            "IDEMPOTENCY_TABLE is required",
            "RESIZE_QUEUE_URL is required",
            "WIDTHS is \"640,wide\", allowed are 1 to 8 whole numbers 16 to 8192",
            "JPEG_QUALITY is \"101\", allowed is a whole number 1 to 100",
            "MAX_PIXELS is \"many\"");
  }

  @Test
  void noWidths_areAProblem() {
    for (String widths : List.of("", "0", "9000", "1,,2", "20,21,22,23,24,25,26,27,28")) {
      assertThatThrownBy(() -> with(ResizeConfig.WIDTHS, widths)).hasMessageContaining("WIDTHS");
    }
  }

  static ResizeConfig with(String key, String value) {
    Map<String, String> env = new HashMap<>(ENV);
    env.put(key, value);
    return ResizeConfig.from(env);
  }
}
