// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.conformance.Honoured;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.mapping.MemoryCheckpoints;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingConflictsTest {
  private static final String TABLE =
      "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-11-23T00:00:00.000";
  private static final String STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

  @TempDir private Path directory;

  private EventSourceMapping mapping(String source, String function) {
    return new EventSourceMapping(
        function,
        Json.object()
            .put("EventSourceArn", source)
            .put("FunctionArn", LambdaConfig.functionArn(function)),
        directory.resolve(function + ".json"),
        new MemoryCheckpoints(),
        mapping -> {
          throw new AssertionError("no driver is needed for " + mapping.uuid());
        });
  }

  @Rule(
      of = Subject.API,
      property = "Two consumers of a DynamoDB stream",
      page = "with-ddb",
      says = "At most two consumers read a shard; the reads of a third are throttled.",
      honoured = Honoured.REFUSED,
      note = "a third mapping is refused when it is created")
  @Test
  void thirdMappingOfATable_isRefused_thatOfAStreamIsNot() {
    List<EventSourceMapping> two =
        List.of(
            mapping(TABLE, "a"), mapping(TABLE, "b"), mapping(STREAM, "c"), mapping(STREAM, "d"));

    assertThatThrownBy(() -> MappingConflicts.refuse(TABLE, LambdaConfig.functionArn("e"), two))
        .isInstanceOf(LambdaError.class)
        .hasMessageContaining("two consumers");
    assertThatCode(() -> MappingConflicts.refuse(STREAM, LambdaConfig.functionArn("e"), two))
        .doesNotThrowAnyException();
  }

  @Rule(
      of = Subject.API,
      property = "ResourceConflictException",
      page = "API_CreateEventSourceMapping",
      says = "A function has one mapping of a source.")
  @Test
  void secondMappingOfTheSameFunction_isAConflict() {
    List<EventSourceMapping> one = List.of(mapping(STREAM, "a"));

    assertThatThrownBy(() -> MappingConflicts.refuse(STREAM, LambdaConfig.functionArn("a"), one))
        .hasMessageContaining("Please update or delete the existing mapping with UUID a");
  }
}
