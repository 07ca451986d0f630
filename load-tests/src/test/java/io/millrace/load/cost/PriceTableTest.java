// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PriceTableTest {

  @Test
  void tableThatComesWithMillrace_pricesEverything_andNamesAPageOfAws() {
    PriceTable table = PriceTable.usEast1();

    assertThat(Billed.values())
        .allSatisfy(
            item -> assertThat(table.price(item).page()).startsWith("https://aws.amazon.com/"));
    assertThat(table.title()).startsWith("us-east-1, compiled 20");
  }

  @Test
  void wrongTable_isRefused_withAllThatIsWrongWithIt() {
    String json =
        """
        {"region": " ", "compiled": "lately", "prices": [
          {"item": "LAMBDA_REQUEST", "dollars": -1, "per": 0, "unit": "", "page": "http://x"},
          {"item": "LAMBDA_REQUEST", "dollars": 1, "per": 1, "unit": "u", "page": "https://x"},
          {"item": "COFFEE", "dollars": 1, "per": 1, "unit": "cup", "page": "https://x"}]}
        """;

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "prices.json",
            "region is missing",
            "compiled is \"lately\"",
            "dollars is -1.0, must be 0 or more",
            "per is 0.0, must be more than 0",
            "unit is missing",
            "must be an https address",
            "LAMBDA_REQUEST has two prices",
            "\"COFFEE\" is not billed here",
            "SQS_REQUEST has no price");
  }

  @Test
  void textThatIsNoTable_isRefused_withItsPlace() {
    assertThatThrownBy(() -> read("{\"region\": \"x\", \"prices\": 7}"))
        .hasMessageContaining("prices.json is no price table")
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> read("{\"region\": \"x\", \"priices\": []}"))
        .hasMessageContaining("priices");
    assertThatThrownBy(() -> read("")).hasMessageContaining("no price table");
  }

  private static PriceTable read(String json) {
    return PriceTable.read("prices.json", json.getBytes(StandardCharsets.UTF_8));
  }
}
