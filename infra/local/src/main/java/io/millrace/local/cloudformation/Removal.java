// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Unmakes resources of a stack, users before what they use; some stay by their own policy. */
final class Removal {
  private final Stack stack;
  private final ResourceTypes types;
  private final Executor threads;
  private final boolean rollingBack;
  private final Map<String, CompletableFuture<Boolean>> done = new HashMap<>();

  /**
   * @param rollingBack whether they were made by an operation that failed
   */
  Removal(Stack stack, ResourceTypes types, Executor threads, boolean rollingBack) {
    this.stack = stack;
    this.types = types;
    this.threads = threads;
    this.rollingBack = rollingBack;
  }

  /** Returns whether all is gone that had to go. */
  boolean ofAll() {
    return of(stack.template().resources().keySet());
  }

  /** Returns whether all of these are gone that had to go. */
  boolean of(Set<String> toGo) {
    for (String name : toGo) {
      var _ = start(name, toGo); // it is in the map, and joined below
    }
    return done.values().stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd);
  }

  /** A resource goes after all of those to go that depend on it. */
  private CompletableFuture<Boolean> start(String name, Set<String> toGo) {
    CompletableFuture<Boolean> started = done.get(name);
    if (started != null) {
      return started;
    }
    CompletableFuture<?>[] before =
        stack.template().resources().entrySet().stream()
            .filter(other -> toGo.contains(other.getKey()))
            .filter(other -> other.getValue().dependencies().contains(name))
            .map(other -> start(other.getKey(), toGo))
            .toArray(CompletableFuture[]::new);
    CompletableFuture<Boolean> removed =
        CompletableFuture.allOf(before).thenApplyAsync(nothing -> remove(name), threads);
    done.put(name, removed);
    return removed;
  }

  private boolean remove(String name) {
    Template.Resource resource = stack.template().resource(name);
    StackResource state = stack.resource(name).filter(StackResource::created).orElse(null);
    if (state == null) {
      return true;
    }
    Provisioned provisioned = new Provisioned(state.physicalId(), state.attributes());
    Template.Retention retention = resource.retention();
    if (rollingBack ? retention.rolledBack() : retention.deleted()) {
      stack.resource(name, provisioned, "DELETE_SKIPPED", "");
      return true;
    }
    try {
      types.handler(resource.type()).delete(state.physicalId());
      stack.resource(name, provisioned, "DELETE_COMPLETE", "");
      return true;
    } catch (RuntimeException | IOException e) {
      stack.resource(name, provisioned, "DELETE_FAILED", Deployment.reason(e));
      return false;
    }
  }
}
