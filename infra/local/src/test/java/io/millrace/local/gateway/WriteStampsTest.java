// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteStampsTest {
  private static final Map<String, JsonNode> KEY = Map.of("id", json("S", "a"));

  private final WriteStamps stamps = new WriteStamps();

  @Test
  void firstWriteThatNobodyAskedFor_wins() {
    stamps.written("t", Map.of("id", json("S", "a")), 1_000);
    stamps.written("t", Map.of("id", json("S", "a")), 2_000);

    assertThat(stamps.writtenAtMillis("t", KEY)).hasValue(1_000);
  }

  @Test
  void everyReader_getsTheSameTime_untilTheNextWrite() {
    stamps.written("t", Map.of("id", json("S", "a")), 1_000);

    assertThat(stamps.writtenAtMillis("t", KEY)).hasValue(1_000);
    assertThat(stamps.writtenAtMillis("t", KEY)).hasValue(1_000);

    stamps.written("t", Map.of("id", json("S", "a")), 2_000);
    assertThat(stamps.writtenAtMillis("t", KEY)).hasValue(2_000);
  }

  @Test
  void keys_areTheSame_whateverTheirOrderAndTheFormOfANumber() {
    stamps.written("t", Map.of("pk", json("N", "1.0"), "sk", json("B", "AQI=")), 5);

    assertThat(
            stamps.writtenAtMillis(
                "t",
                Map.of(
                    "sk", json("B", "AQI="),
                    "pk", json("N", "1"))))
        .hasValue(5);
  }

  @Test
  void keyOrTableThatWasNotWritten_hasNoTime() {
    stamps.written("t", Map.of("id", json("S", "a")), 1_000);

    assertThat(stamps.writtenAtMillis("other", KEY)).isEmpty();
    assertThat(stamps.writtenAtMillis("t", Map.of("id", json("N", "1")))).isEmpty();
  }

  private static JsonNode json(String type, String value) {
    return JsonNodeFactory.instance.objectNode().put(type, value);
  }
}
