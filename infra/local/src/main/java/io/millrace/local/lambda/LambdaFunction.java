// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.CodeStore.Code;
import io.millrace.local.lambda.runtime.EnvironmentPool;
import io.millrace.local.lambda.runtime.FunctionSpec;
import io.millrace.local.lambda.runtime.Runtimes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One function: its configuration, which is kept in the API's own form, and its environments.
 * Thread-safe.
 */
final class LambdaFunction {
  private static final DateTimeFormatter LAST_MODIFIED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Path file;
  private final CodeStore codes;
  private final int maxEnvironments;
  private final EnvironmentPool pool;
  private ObjectNode configuration;

  /** A function whose configuration is complete; it is written to the file. */
  LambdaFunction(
      ObjectNode configuration,
      Path file,
      CodeStore codes,
      Runtimes runtimes,
      int maxEnvironments) {
    this.configuration = configuration;
    this.file = file;
    this.codes = codes;
    this.maxEnvironments = maxEnvironments;
    Json.write(file, configuration);
    pool =
        runtimes.pool(spec(configuration, codes), limit(reserved(configuration), maxEnvironments));
  }

  /** What changes with every change of a function. */
  static ObjectNode stamped(ObjectNode configuration) {
    return configuration
        .put("LastModified", LAST_MODIFIED.format(Instant.now()))
        .put("RevisionId", UUID.randomUUID().toString());
  }

  static ObjectNode withCode(ObjectNode configuration, Code code) {
    return configuration.put("CodeSha256", code.sha256()).put("CodeSize", code.size());
  }

  private static FunctionSpec spec(ObjectNode configuration, CodeStore codes) {
    Map<String, String> variables = new HashMap<>();
    configuration
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    return new FunctionSpec(
        configuration.path("FunctionName").asText(),
        configuration.path("FunctionArn").asText(),
        configuration.path("Runtime").asText(),
        configuration.path("Handler").asText(),
        codes.file(configuration.path("CodeSha256").asText()),
        configuration.path("MemorySize").asInt(),
        Duration.ofSeconds(configuration.path("Timeout").asInt()),
        variables,
        configuration.path("LoggingConfig").path("LogFormat").asText().equals("JSON"));
  }

  private static OptionalInt reserved(ObjectNode configuration) {
    var reserved = configuration.path("ReservedConcurrentExecutions");
    return reserved.isInt() ? OptionalInt.of(reserved.intValue()) : OptionalInt.empty();
  }

  private static int limit(OptionalInt reserved, int maxEnvironments) {
    return Math.min(reserved.orElse(maxEnvironments), maxEnvironments);
  }

  /** A copy. */
  synchronized ObjectNode configuration() {
    return configuration.deepCopy();
  }

  /** The ARN of its role. */
  synchronized String role() {
    return configuration.path("Role").asText();
  }

  synchronized OptionalInt reserved() {
    return reserved(configuration);
  }

  /** The most environments at a time. */
  synchronized int limit() {
    return limit(reserved(configuration), maxEnvironments);
  }

  EnvironmentPool pool() {
    return pool;
  }

  /** Later invocations run with the new configuration. */
  synchronized ObjectNode replace(ObjectNode changed) {
    configuration = stamped(changed);
    Json.write(file, configuration);
    pool.limit(limit(reserved(configuration), maxEnvironments));
    pool.update(spec(configuration, codes));
    return configuration.deepCopy();
  }
}
