// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.mapping.SourceKind;
import java.util.List;

/** What a new mapping may not be because of those that are there. */
final class MappingConflicts {
  /** More readers of a shard of a DynamoDB stream are throttled. [with-ddb] */
  private static final int DYNAMODB_CONSUMERS = 2;

  private MappingConflicts() {}

  static void refuse(String source, String functionArn, List<EventSourceMapping> others) {
    int consumers = 0;
    for (EventSourceMapping other : others) {
      ObjectNode configuration = other.configuration();
      if (!configuration.path("EventSourceArn").asText().equals(source)) {
        continue;
      }
      consumers++;
      if (configuration.path("FunctionArn").asText().equals(functionArn)) {
        throw LambdaError.conflict(
            "The event source arn (\" "
                + source
                + " \") and function (\" "
                + functionArn
                + " \") provided mapping already exists. Please update or delete the existing mapping with UUID "
                + other.uuid());
      }
    }
    if (MappingRequests.source(source) == SourceKind.DYNAMODB && consumers >= DYNAMODB_CONSUMERS) {
      throw LambdaError.invalid(
          "EventSourceArn "
              + source
              + " has "
              + consumers
              + " mappings already; a DynamoDB stream serves two consumers at a time, AWS throttles the reads of a third");
    }
  }
}
