// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FrontPageTest {

  @Test
  void page_isWhole_namesNothingOutside_andShowsEveryPoint() throws Exception {
    Tuning tuning =
        Tuning.of(
            new Workload(TunedStage.RESIZE, 20, 1),
            Samples.calibration(TunedStage.RESIZE),
            Samples.PRICES,
            Samples.parameters(),
            120_000,
            Samples.present(TunedStage.RESIZE),
            List.of(Slo.of("age.p99<900ms")),
            null);
    String page = FrontPage.of(tuning);

    assertThat(page).doesNotContain("http", "<script", "src=", "NaN", "Infinity", "∞");
    assertThat(page).contains("age.p99&lt;900ms").doesNotContain("age.p99<900ms");
    for (String svg : page.split("(?=<svg )")) {
      if (svg.startsWith("<svg ")) {
        Document drawing = parse(svg.substring(0, svg.indexOf("</svg>") + 6));
        assertThat(drawing.getElementsByTagName("circle").getLength())
            .isEqualTo(tuning.candidates().size() + 2); // the present and the advised once more
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.9, 13", "100, 120", "3, 40000", "7, 7"})
  void axis_hasTicks_inOrder_withinItself(double least, double most) {
    LogAxis axis = LogAxis.of(DoubleStream.of(least, most), 0, 100);

    assertThat(axis.at(least)).isBetween(0.0, 50.1);
    assertThat(axis.at(most)).isBetween(49.9, 100.0);
    assertThat(axis.ticks()).isNotEmpty().allMatch(axis::shows).isSorted();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
