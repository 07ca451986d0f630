// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Lambda itself tells X-Ray of an invocation that it sampled: the function's segment. */
final class LambdaSegment {
  private static final Pattern SAMPLED = Pattern.compile("Root=([^;]+);Parent=([^;]+);Sampled=1");
  private static final double MILLIS = 1_000;

  private LambdaSegment() {}

  /**
   * The document; empty when the invocation is not sampled, or began in the trace of a caller.
   *
   * @param began milliseconds since 1970
   */
  static Optional<String> of(
      Invocation invocation, FunctionSpec spec, long began, InvocationResult result) {
    Matcher header = SAMPLED.matcher(invocation.traceId());
    if (!spec.traced() || !header.matches()) {
      return Optional.empty();
    }
    ObjectNode segment = JsonNodeFactory.instance.objectNode();
    segment
        .put("trace_id", header.group(1))
        .put("id", header.group(2))
        .put("name", spec.name())
        .put("origin", "AWS::Lambda::Function")
        .put("start_time", began / MILLIS)
        .put("end_time", System.currentTimeMillis() / MILLIS);
    if (!(result instanceof InvocationResult.Succeeded)) {
      segment.put("fault", true);
    }
    segment
        .putObject("aws")
        .put("function_arn", invocation.invokedArn())
        .put("request_id", invocation.requestId());
    return Optional.of(segment.toString());
  }
}
