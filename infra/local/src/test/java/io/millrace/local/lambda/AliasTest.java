// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasTest {
  private static final int CALLS = 1_000;

  private static ObjectNode json(String text) {
    return Json.request(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Alias live(String routing) {
    return Alias.of(
        "f", json("{'Name':'live','FunctionVersion':'1','RoutingConfig':" + routing + "}"));
  }

  /** Versions 1 and 2 have the same role, version 3 another. */
  private static Optional<ObjectNode> version(String number) {
    return switch (number) {
      case "1", "2", "$LATEST" -> Optional.of(json("{'Role':'r'}"));
      case "3" -> Optional.of(json("{'Role':'s'}"));
      default -> Optional.empty();
    };
  }

  @Test
  @Rule(
      of = Subject.VERSION,
      property = "RoutingConfig",
      page = "configuring-alias-routing",
      says = "A second version gets its share of the invocations, decided anew for every one.")
  void weights_divideTheInvocations() {
    Alias alias = live("{'AdditionalVersionWeights':{'2':0.1}}");

    assertThat(IntStream.range(0, CALLS).mapToObj(i -> alias.version(i / (double) CALLS)))
        .filteredOn("2"::equals)
        .hasSize(CALLS / 10);
  }

  @Test
  void updateWithoutWeights_keepsThem_andWithNone_takesThemAway() {
    Alias alias = live("{'AdditionalVersionWeights':{'2':0.5}}");

    assertThat(alias.with(json("{'Description':'any'}")).versions()).containsOnly("1", "2");
    assertThat(alias.with(json("{'RoutingConfig':{'AdditionalVersionWeights':{}}}")).versions())
        .containsOnly("1");
  }

  @ParameterizedTest
  @CsvSource({
    "{'9':0.5},           Function not found: arn:aws:lambda:us-east-1:000000000000:function:f:9",
    "{'2':1.5},           the weight of version 2 is 1.5",
    "'{''2'':0.1,''3'':0.1}', allowed is 1",
    "{'$LATEST':0.5},     needs two published versions",
    "{'1':0.5},           needs two published versions",
    "{'3':0.5},           differ in their Role",
  })
  @Rule(
      of = Subject.VERSION,
      property = "RoutingConfig",
      page = "configuring-alias-routing",
      says =
          "Weights are for one more published version, with the same role and dead-letter queue.")
  void weightsThatTheServiceRefuses_areRefused(String weights, String message) {
    Alias alias = live("{'AdditionalVersionWeights':" + weights + "}");

    assertThatThrownBy(() -> alias.check(AliasTest::version))
        .isInstanceOf(LambdaError.class)
        .hasMessageContaining(message);
    assertThatCode(() -> live("{}").check(AliasTest::version)).doesNotThrowAnyException();
  }

  @Test
  void nameOfDigits_isNone() {
    assertThatThrownBy(() -> Alias.of("f", json("{'Name':'12','FunctionVersion':'1'}")))
        .hasMessageContaining("not digits alone");
  }
}
