// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.CodeStore.Code;
import io.millrace.local.lambda.runtime.EnvironmentPool;
import io.millrace.local.lambda.runtime.FunctionSpec;
import io.millrace.local.lambda.runtime.InvocationResult;
import io.millrace.local.lambda.runtime.Runtimes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

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
  private final Versions versions;
  private final Map<String, EnvironmentPool> published = new HashMap<>();
  private ObjectNode configuration;

  /**
   * What is to be invoked.
   *
   * @param invokedArn by which it was asked for
   */
  record Target(EnvironmentPool pool, String invokedArn) {

    /** Invokes it before the eyes of an observer. */
    InvocationResult invoke(
        String payload, Optional<String> traceId, Duration wait, LambdaObserver observer)
        throws InterruptedException {
      FunctionName name = FunctionName.of(invokedArn);
      Optional<InvocationResult> result = Optional.empty();
      observer.began(name);
      try {
        result = Optional.of(pool.invoke(payload, traceId, invokedArn, wait));
        return result.get();
      } finally {
        observer.ended(name, result);
      }
    }
  }

  /** A function whose configuration is complete; it is written to the file. */
  LambdaFunction(
      ObjectNode configuration,
      Path file,
      Versions versions,
      CodeStore codes,
      Runtimes runtimes,
      int maxEnvironments) {
    this.configuration = configuration;
    this.file = file;
    this.versions = versions;
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
        configuration.path("Version").asText(),
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

  /** The environments of {@code $LATEST}, and what is known of all versions together. */
  EnvironmentPool pool() {
    return pool;
  }

  private static LambdaError notFound(FunctionName name) {
    return LambdaError.notFound("Function not found: " + name.arn());
  }

  /**
   * The configuration of what a name means, an alias's main version; a copy, under that name.
   *
   * @throws LambdaError when there is no such version or alias
   */
  synchronized ObjectNode configuration(FunctionName name) {
    String version = version(name, Alias::version);
    ObjectNode found =
        version.equals(FunctionSpec.LATEST)
            ? configuration.deepCopy()
            : versions.find(version).orElseThrow(() -> notFound(name));
    return found.put("FunctionArn", name.arn());
  }

  private String version(FunctionName name, Function<Alias, String> ofAlias) {
    String qualifier = name.qualifier().orElse(FunctionSpec.LATEST);
    return versions.alias(qualifier).map(ofAlias).orElse(qualifier);
  }

  /**
   * The version for one invocation.
   *
   * @param chance that decides between the versions of an alias, evenly from 0 to 1, 1 excluded
   * @throws LambdaError when there is no such version or alias
   */
  synchronized Target target(FunctionName name, double chance) {
    String version = version(name, alias -> alias.version(chance));
    if (version.equals(FunctionSpec.LATEST)) {
      return new Target(pool, name.arn());
    }
    ObjectNode found = versions.find(version).orElseThrow(() -> notFound(name));
    EnvironmentPool own =
        published.computeIfAbsent(version, one -> pool.sibling(spec(found, codes)));
    return new Target(own, name.arn());
  }

  /** A version of what the function is now. */
  synchronized ObjectNode publish(Optional<String> description) {
    return versions.publish(configuration, description);
  }

  /** Those that were published, ascending. */
  synchronized List<ObjectNode> versions() {
    return versions.all();
  }

  /** Ends a published version. */
  synchronized void removeVersion(String version) {
    versions.remove(version);
    EnvironmentPool removed = published.remove(version);
    if (removed != null) {
      removed.close();
    }
  }

  synchronized List<Alias> aliases() {
    return versions.aliases();
  }

  synchronized Optional<Alias> alias(String name) {
    return versions.alias(name);
  }

  /**
   * Makes an alias, or another of it. Environments of versions without a name are not kept warm.
   */
  synchronized void put(Alias alias) {
    versions.put(alias, configuration);
    published.forEach(
        (version, environments) -> {
          if (versions.aliases().stream().noneMatch(one -> one.versions().contains(version))) {
            environments.closeIdle();
          }
        });
  }

  synchronized void removeAlias(String name) {
    versions.removeAlias(name);
  }

  /** The configuration of asynchronous invocations; empty without one. */
  synchronized Optional<ObjectNode> invokeConfig(FunctionName name) {
    String qualifier = name.qualifier().orElse(FunctionSpec.LATEST);
    if (!qualifier.equals(FunctionSpec.LATEST)) {
      return versions.invokeConfig(qualifier);
    }
    return configuration.path(AsyncSettings.KEY) instanceof ObjectNode config
        ? Optional.of(config.deepCopy())
        : Optional.empty();
  }

  /** Sets the configuration of asynchronous invocations, or takes it away. */
  synchronized void invokeConfig(FunctionName name, Optional<ObjectNode> config) {
    String qualifier = name.qualifier().orElse(FunctionSpec.LATEST);
    if (!qualifier.equals(FunctionSpec.LATEST)) {
      versions.invokeConfig(qualifier, config);
      return;
    }
    ObjectNode changed = configuration.deepCopy().without(AsyncSettings.KEY);
    config.ifPresent(one -> changed.set(AsyncSettings.KEY, one));
    replace(changed);
  }

  /** Stops what has waited for too long. */
  synchronized void expireIdle() {
    pool.expireIdle();
    published.values().forEach(EnvironmentPool::expireIdle);
  }

  /** Ends every process. */
  void close() {
    List<EnvironmentPool> all;
    synchronized (this) {
      all = new ArrayList<>(published.values());
    }
    all.add(pool);
    all.forEach(EnvironmentPool::close);
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
