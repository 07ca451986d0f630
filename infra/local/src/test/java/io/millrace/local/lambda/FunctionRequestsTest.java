// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be asked of a function. */
class FunctionRequestsTest {

  @ParameterizedTest
  @CsvSource({"Timeout,1,900", "MemorySize,128,10240"})
  @Rule(
      of = Subject.FUNCTION,
      property = "Ranges",
      page = "API_CreateFunction",
      says = "A timeout of 1 to 900 s, 128 to 10,240 MB of memory; by default 3 s and 128 MB.")
  void setting_hasItsRange(String name, int least, int most) {
    assertThat(create("'" + name + "':" + least).path(name).asInt()).isEqualTo(least);
    assertThat(create("'" + name + "':" + most).path(name).asInt()).isEqualTo(most);
    assertThatThrownBy(() -> create("'" + name + "':" + (least - 1)))
        .hasMessageContaining("greater than or equal to " + least);
    assertThatThrownBy(() -> create("'" + name + "':" + (most + 1)))
        .hasMessageContaining("less than or equal to " + most);
    assertThat(create("'Timeout':3").path("MemorySize").asInt()).isEqualTo(128);
    assertThat(create("'MemorySize':128").path("Timeout").asInt()).isEqualTo(3);
  }

  @Test
  @Rule(
      of = Subject.FUNCTION,
      property = "Environment",
      page = "configuration-envvars",
      says = "All variables together have 4 KB at most, as JSON; reserved names are refused.")
  void environment_isBounded_andLeavesReservedNamesAlone() {
    String name = "'Environment':{'Variables':{'A':'";
    String most = "x".repeat(4_096 - "{'A':''}".length());
    assertThat(create(name + most + "'}}").path("Environment").path("Variables").path("A").asText())
        .hasSize(most.length());
    assertThatThrownBy(() -> create(name + most + "x'}}"))
        .hasMessageContaining("exceeded the 4KB limit. Measured size: 4097 bytes");
    assertThatThrownBy(() -> create("'Environment':{'Variables':{'AWS_REGION':'x'}}"))
        .hasMessageEndingWith("Reserved keys used in this request: AWS_REGION");
  }

  private static ObjectNode create(String member) {
    String request =
        "{'FunctionName':'f','Role':'arn:aws:iam::000000000000:role/r','Handler':'h','Runtime':'java25',"
            + member
            + "}";
    return FunctionRequests.create(
        Json.request(request.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }
}
