// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** COST.md says what the model says; {@code -Dcost.update=true} writes it anew. */
class CostPageTest {

  private static final Path PAGE = Path.of("COST.md");

  @Test
  void committedPage_isTheOneTheModelMakes() throws IOException {
    String page = new CostPage(PriceTable.usEast1()).text();
    if (Boolean.getBoolean("cost.update")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("outdated or missing: run this test with -Dcost.update=true and commit the file")
        .hasContent(page);
  }
}
