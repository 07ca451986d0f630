// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.runtime.FunctionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The published versions of one function, which never change, and the aliases that name them, kept
 * in one file in the API's own form. [configuration-versions, configuration-aliases] Not
 * thread-safe: its function is.
 */
final class Versions {
  private static final String LAST = "Last";
  private static final String VERSIONS = "Versions";
  private static final String ALIASES = "Aliases";
  private static final String INVOKE_CONFIGS = "EventInvokeConfigs";

  /** What says, of a published version, which configuration and code it was made from. */
  static final String MADE_FROM = "MadeFrom";

  /** What changes with every change, or is not part of a version. */
  private static final List<String> PASSING =
      List.of(
          "LastModified",
          "RevisionId",
          "ReservedConcurrentExecutions",
          "Tags",
          AsyncSettings.KEY,
          "FunctionArn",
          "Version");

  private final String function;
  private final Path file;
  private final ObjectNode state;

  /** Finds again what the file holds. */
  Versions(String function, Path file) {
    this.function = function;
    this.file = file;
    this.state = Files.exists(file) ? Json.read(file) : Json.object();
    for (String part : List.of(VERSIONS, ALIASES, INVOKE_CONFIGS)) {
      state.withObject("/" + part);
    }
  }

  private ObjectNode part(String name) {
    return state.withObject("/" + name);
  }

  private void save() {
    Json.write(file, state);
  }

  /**
   * A version of the function as it is now; the last one again when nothing has changed since.
   *
   * @param description instead of the function's own
   */
  ObjectNode publish(ObjectNode latest, Optional<String> description) {
    ObjectNode content = latest.deepCopy().without(PASSING);
    int last = state.path(LAST).asInt();
    Optional<ObjectNode> before = find(Integer.toString(last));
    if (before.isPresent() && before.get().path(MADE_FROM).equals(content)) {
      return before.get();
    }
    String version = Integer.toString(last + 1);
    ObjectNode published = content.deepCopy();
    published
        .put("FunctionArn", LambdaConfig.functionArn(function) + ":" + version)
        .put("Version", version)
        .put("RevisionId", UUID.randomUUID().toString());
    published.set("LastModified", latest.path("LastModified"));
    published.set(MADE_FROM, content);
    description.ifPresent(text -> published.put("Description", text));
    part(VERSIONS).set(version, published);
    state.put(LAST, last + 1);
    save();
    return published.deepCopy();
  }

  /** A copy. */
  Optional<ObjectNode> find(String version) {
    return part(VERSIONS).get(version) instanceof ObjectNode one
        ? Optional.of(one.deepCopy())
        : Optional.empty();
  }

  /** Ascending. */
  List<ObjectNode> all() {
    List<ObjectNode> all = new ArrayList<>();
    part(VERSIONS).forEach(one -> all.add(one.deepCopy()));
    all.sort(Comparator.comparingInt(one -> one.path("Version").asInt()));
    return all;
  }

  /** Numbers are never given again; one that an alias names stays. */
  void remove(String version) {
    for (Alias alias : aliases()) {
      if (alias.versions().contains(version)) {
        throw LambdaError.conflict(
            "The version " + version + " is in use by the alias " + alias.name());
      }
    }
    part(VERSIONS).remove(version);
    part(INVOKE_CONFIGS).remove(version);
    save();
  }

  /** By name. */
  List<Alias> aliases() {
    List<Alias> all = new ArrayList<>();
    part(ALIASES).forEach(one -> all.add(new Alias((ObjectNode) one.deepCopy())));
    all.sort(Comparator.comparing(Alias::name));
    return all;
  }

  Optional<Alias> alias(String name) {
    return part(ALIASES).get(name) instanceof ObjectNode one
        ? Optional.of(new Alias(one.deepCopy()))
        : Optional.empty();
  }

  /** Makes an alias, or another of it. */
  void put(Alias alias, ObjectNode latest) {
    alias.check(
        version -> version.equals(FunctionSpec.LATEST) ? Optional.of(latest) : find(version));
    part(ALIASES).set(alias.name(), alias.configuration());
    save();
  }

  void removeAlias(String name) {
    part(ALIASES).remove(name);
    part(INVOKE_CONFIGS).remove(name);
    save();
  }

  /** The configuration of asynchronous invocations of a version or an alias. */
  Optional<ObjectNode> invokeConfig(String qualifier) {
    return part(INVOKE_CONFIGS).get(qualifier) instanceof ObjectNode one
        ? Optional.of(one.deepCopy())
        : Optional.empty();
  }

  void invokeConfig(String qualifier, Optional<ObjectNode> config) {
    part(INVOKE_CONFIGS).remove(qualifier);
    config.ifPresent(one -> part(INVOKE_CONFIGS).set(qualifier, one));
    save();
  }
}
