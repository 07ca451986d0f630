// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "millrace-enrich",
        "millrace-enrich:live",
        "arn:aws:lambda:eu-central-1:123456789012:function:millrace-enrich",
        "arn:aws:lambda:eu-central-1:123456789012:function:millrace-enrich:live",
        "arn:aws:lambda:eu-central-1:123456789012:function:millrace-enrich:7",
        "arn:aws:lambda:eu-central-1:123456789012:function:millrace-enrich:$LATEST",
      })
  void function_isNamedWithoutAliasOrVersion(String arn) {
    assertThat(Arns.function(arn)).isEqualTo("millrace-enrich");
    assertThat(PipelineStage.ofFunction(arn, "millrace")).contains(PipelineStage.ENRICH);
    assertThat(PipelineStage.ofFunction(arn, "mill")).isEmpty();
  }
}
