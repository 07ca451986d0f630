// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static final int MEGABYTE = 1 << 20;

  @Test
  void hourLongRun_isOnePageOfLessThanAMegabyte_thatNeedsNothingElse() throws IOException {
    String page = HtmlReport.of(Runs.of(7, 3_600));
    Files.writeString(Path.of("target", "sample-report.html"), page);

    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MEGABYTE);
    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("<link")
        .doesNotContain("<img")
        .doesNotContain("@import")
        .doesNotContain("url(")
        .contains("prefers-color-scheme: dark", "default-src 'none'".replace("'", "&#39;"));
  }

  @Test
  void everyPicture_hasATitleAndADescription_underIdsOfItsOwn() {
    String page = HtmlReport.of(Runs.of(7, 120));

    Matcher picture = Pattern.compile("aria-labelledby=\"(\\S+) (\\S+)\"").matcher(page);
    int pictures = 0;
    while (picture.find()) {
      pictures++;
      assertThat(page).containsOnlyOnce("<title id=\"" + picture.group(1) + "\">");
      assertThat(page).containsOnlyOnce("<desc id=\"" + picture.group(2) + "\">");
    }
    assertThat(pictures).isGreaterThan(8);
  }

  @Test
  void hostileText_doesNotBreakOutOfThePage_whereverItStands() {
    String hostile = "\"'><script>alert(1)</script><!-- </style></svg>&lt;\0";
    LoadReport clean = Runs.of(7, 30);
    String page = HtmlReport.of(Hostile.everywhere(clean, hostile));

    assertThat(page).doesNotContain("<script").doesNotContain("<!--").doesNotContain("\0");
    assertThat(tags(page)).as("not one element more or less").isEqualTo(tags(HtmlReport.of(clean)));
  }

  @Test
  void problemsAndDifferences_areSaidFirst() {
    String page =
        HtmlReport.of(Runs.withProblems(7, 60, List.of("Put 12 events later than they were due")));

    assertThat(page)
        .contains("verdict bad", "Put 12 events later", "aggregates differ from the records");
    assertThat(page.indexOf("verdict bad")).isLessThan(page.indexOf("<svg"));
  }

  @Test
  void whatWasNotMeasured_isLeftOut_andNotShownAsNothing() {
    LoadReport whole = Runs.of(7, 30);
    LoadReport bare =
        new LoadReport(
            whole.format(),
            whole.began(),
            whole.backend(),
            whole.plan(),
            List.of(),
            whole.outcome(),
            List.of(),
            List.of(),
            java.util.Map.of(),
            List.of(),
            List.of(),
            null);

    assertThat(HtmlReport.of(bare)).contains("no meter").doesNotContain("NaN");
    assertThat(HtmlReport.of(whole)).doesNotContain("NaN").doesNotContain("Infinity");
  }

  private static List<String> tags(String page) {
    return Pattern.compile("<(/?[a-z][a-z0-9]*)")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
