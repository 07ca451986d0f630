// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The demo: all samples through everything, held against the generator's oracle. */
final class DemoE2E {

  @Test
  void demo_agreesWithItself_andWithTheOracle() throws IOException {
    Millrace.Result demo = Millrace.run("demo", "--json", "--port", "0");

    assertThat(demo.exitCode()).as(demo.err() + demo.out()).isZero();
    JsonNode json = new ObjectMapper().readTree(demo.out());
    assertThat(json.at("/events/received").asLong()).isEqualTo(10_000);
    assertThat(json.at("/events/recorded").asLong())
        .isEqualTo(json.at("/aggregates/events").asLong())
        .isEqualTo(
            json.at("/events/received").asLong()
                - json.at("/events/duplicates").asLong()
                - json.at("/events/rejected").asLong());
    assertThat(json.at("/photos/ready").asLong())
        .isEqualTo(json.at("/aggregates/photos").asLong())
        .isGreaterThanOrEqualTo(12);
    assertThat(json.at("/deadLetters").asLong()).isZero();
    assertThat(json.at("/renditions").asLong()).isPositive();
    assertThat(json.at("/iteratorAgeMillis/p99").asLong()).isPositive();
  }
}
