// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.lambda.LambdaOperation.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaOperationTest {
  @ParameterizedTest
  @CsvSource({
    "GET,    /2015-03-31/functions/,                          LIST_FUNCTIONS,                   ''",
    "POST,   /2015-03-31/functions,                           CREATE_FUNCTION,                  ''",
    "POST,   /2015-03-31/functions/f/invocations,             INVOKE,                           f",
    "POST,   /2019-09-25/functions/f/event-invoke-config,     UPDATE_FUNCTION_EVENT_INVOKE_CONFIG, f",
    "DELETE, /2015-03-31/event-source-mappings/1-2,           DELETE_EVENT_SOURCE_MAPPING,      1-2",
    "POST,   /2015-03-31/functions/f/versions,                PUBLISH_VERSION,                  f",
    "GET,    /2017-03-31/tags/arn:aws:lambda:r:1:function:f,  LIST_TAGS, arn:aws:lambda:r:1:function:f",
  })
  void methodAndPath_tellTheOperation(
      String method, String path, LambdaOperation operation, String resource) {
    assertThat(LambdaOperation.of(method, path)).contains(new Target(operation, resource, ""));
  }

  @Test
  void aliasIsNamedBehindItsFunction() {
    assertThat(LambdaOperation.of("PUT", "/2015-03-31/functions/f/aliases/live"))
        .contains(new Target(LambdaOperation.UPDATE_ALIAS, "f", "live"));
  }

  @Test
  void whatIsNotHere_isNothing() {
    assertThat(LambdaOperation.of("POST", "/2015-03-31/functions/f/policy"))
        .isEqualTo(Optional.empty());
    assertThat(LambdaOperation.of("GET", "/functions/f")).isEqualTo(Optional.empty());
  }
}
