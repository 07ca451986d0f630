// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What an execution environment has to know about its function; another spec needs another
 * environment.
 *
 * @param version a number, or {@link #LATEST}
 * @param arn of that version; that of {@code $LATEST} has no qualifier
 * @param runtime the identifier, for example {@code java25}
 * @param code the deployable jar; never written to again
 * @param memoryMegabytes 128 to 10240
 * @param timeout of one invocation
 * @param variables the function's own environment variables
 * @param jsonLogs whether logs are to be JSON objects, one a line
 * @param traced whether it begins traces of its own: {@code TracingConfig} of mode Active
 */
public record FunctionSpec(
    String name,
    String version,
    String arn,
    String runtime,
    String handler,
    Path code,
    int memoryMegabytes,
    Duration timeout,
    Map<String, String> variables,
    boolean jsonLogs,
    boolean traced) {
  /** The version that can change. */
  public static final String LATEST = "$LATEST";

  /** One that begins no traces. */
  public FunctionSpec(
      String name,
      String version,
      String arn,
      String runtime,
      String handler,
      Path code,
      int memoryMegabytes,
      Duration timeout,
      Map<String, String> variables,
      boolean jsonLogs) {
    this(
        name,
        version,
        arn,
        runtime,
        handler,
        code,
        memoryMegabytes,
        timeout,
        variables,
        jsonLogs,
        false);
  }

  FunctionSpec withTimeout(Duration other) {
    return new FunctionSpec(
        name,
        version,
        arn,
        runtime,
        handler,
        code,
        memoryMegabytes,
        other,
        variables,
        jsonLogs,
        traced);
  }
}
