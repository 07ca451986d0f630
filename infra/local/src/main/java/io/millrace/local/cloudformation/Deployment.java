// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Makes the resources of one stack, each as soon as those it depends on are there, changes or
 * unmakes them.
 */
final class Deployment {
  private static final Provisioned NOTHING_YET = new Provisioned("", Map.of());

  private static final ObjectNode NO_POLICY = JsonNodeFactory.instance.objectNode();
  private static final String REPLACING =
      "Requested update requires the creation of a new physical resource; hence creating one.";

  private final Stack stack;
  private final ResourceTypes types;
  private final Executor threads;
  private final Optional<Stack> original;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final Map<String, StackResource> replaced = new ConcurrentHashMap<>();

  Deployment(Stack stack, ResourceTypes types, Executor threads) {
    this(stack, types, threads, Optional.empty());
  }

  /**
   * @param original the stack before the update that failed, when this one leads back to it
   */
  Deployment(Stack stack, ResourceTypes types, Executor threads, Optional<Stack> original) {
    this.stack = stack;
    this.types = types;
    this.threads = threads;
    this.original = original;
  }

  /**
   * Creates all resources, and removes them again when one fails.
   *
   * @param adopt whether resources that exist are those of this stack, from before a restart;
   *     nothing is removed then
   */
  void create(boolean adopt) {
    stack.status("CREATE_IN_PROGRESS", "User Initiated");
    inOrder(name -> create(name, adopt));
    if (!failed.get() && resolveOutputs()) {
      stack.status("CREATE_COMPLETE", "");
    } else if (adopt) {
      stack.status("CREATE_FAILED", "Resources could not be brought back");
    } else {
      stack.status("ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create");
      boolean clean = new Removal(stack, types, threads, true).ofAll();
      stack.status(clean ? "ROLLBACK_COMPLETE" : "ROLLBACK_FAILED", "");
    }
  }

  /** Deletes all resources, users before what they use. */
  void delete() {
    stack.status("DELETE_IN_PROGRESS", "User Initiated");
    boolean clean = new Removal(stack, types, threads, false).ofAll();
    stack.status(clean ? "DELETE_COMPLETE" : "DELETE_FAILED", "");
  }

  /**
   * Makes the resources of another version of this stack those of this one: changes what differs,
   * creates what is new, and removes what is gone. When something fails, the rest stays as it is.
   *
   * @param before the other version, whose resources stand
   * @param untouched whether a resource is known to be as this version has it
   * @return whether all of it is done
   */
  boolean update(Stack before, Predicate<String> untouched) {
    inOrder(
        name -> {
          if (!untouched.test(name)) {
            converge(name, before);
          }
        });
    if (failed.get() || !resolveOutputs()) {
      return false;
    }
    boolean clean = removeReplaced(before);
    Set<String> gone = new LinkedHashSet<>(before.template().resources().keySet());
    gone.removeAll(stack.template().resources().keySet());
    clean &= new Removal(before, types, threads, original.isPresent()).of(gone);
    gone.forEach(stack::forget);
    return clean;
  }

  /** What others have taken the place of, now that nothing refers to it any more. */
  private boolean removeReplaced(Stack before) {
    boolean clean = true;
    for (Map.Entry<String, StackResource> one : replaced.entrySet()) {
      Template.Resource resource = before.template().resource(one.getKey());
      boolean stays =
          original.isPresent()
              ? resource.retention().rolledBack()
              : resource.retention().replaced();
      try {
        if (!stays) {
          types.handler(resource.type()).delete(one.getValue().physicalId());
        }
      } catch (RuntimeException | IOException e) {
        clean = false;
        stack.status(stack.state().status(), one.getKey() + ": " + reason(e));
      }
    }
    return clean;
  }

  private void converge(String name, Stack before) {
    StackResource standing = stack.resource(name).filter(StackResource::created).orElse(null);
    if (standing == null || !before.template().resources().containsKey(name)) {
      create(name, false);
      return;
    }
    if (failed.get()) {
      return;
    }
    Template.Resource resource = stack.template().resource(name);
    ResourceHandler handler = types.handler(resource.type());
    Provisioned standingOne = new Provisioned(standing.physicalId(), standing.attributes());
    try {
      ObjectNode was = effective(handler, before, before.template().resource(name));
      ObjectNode shall = effective(handler, stack, resource);
      boolean refused = standing.status().equals("UPDATE_FAILED") && !handler.updates();
      if (refused || was.equals(shall)) {
        return;
      }
      ResourceRequest request =
          new ResourceRequest(
              generatedName(name),
              shall,
              false,
              (ObjectNode) new Expressions(stack).evaluate(resource.updatePolicy()).orElseThrow(),
              Optional.empty(),
              original.isPresent());
      boolean replaces = handler.replaces(was, shall);
      stack.resource(name, standingOne, "UPDATE_IN_PROGRESS", replaces ? REPLACING : "");
      Provisioned updated =
          replaces
              ? inItsPlace(name, handler, request)
              : handler.update(standing.physicalId(), was, request);
      stack.resource(name, updated, "UPDATE_COMPLETE", "");
      if (!updated.physicalId().equals(standing.physicalId())) {
        replaced.put(name, standing);
      }
    } catch (RuntimeException | IOException e) {
      failed.set(true);
      stack.resource(name, standingOne, "UPDATE_FAILED", reason(e));
    }
  }

  /** A new one, or on the way back the one that was there and still is. */
  private Provisioned inItsPlace(String name, ResourceHandler handler, ResourceRequest request)
      throws IOException {
    Optional<StackResource> there =
        original.flatMap(stack -> stack.resource(name)).filter(StackResource::created);
    return there.isPresent()
        ? new Provisioned(there.get().physicalId(), there.get().attributes())
        : handler.create(request);
  }

  /** Properties without functions, and without those that have no effect here anyway. */
  private static ObjectNode effective(
      ResourceHandler handler, Stack of, Template.Resource resource) {
    ObjectNode properties = evaluated(of, resource);
    if (!handler.rules().inert()) {
      handler.rules().withoutEffect().forEach(properties::remove);
    }
    return properties;
  }

  private static ObjectNode evaluated(Stack of, Template.Resource resource) {
    return (ObjectNode) new Expressions(of).evaluate(resource.properties()).orElseThrow();
  }

  /** Takes a step for every resource, after the steps for those that it depends on. */
  private void inOrder(Consumer<String> step) {
    Map<String, CompletableFuture<Void>> done = new HashMap<>();
    for (String name : stack.template().resources().keySet()) {
      var _ = start(name, step, done); // it is in the map, and joined below
    }
    CompletableFuture.allOf(done.values().toArray(CompletableFuture[]::new)).join();
  }

  private CompletableFuture<Void> start(
      String name, Consumer<String> step, Map<String, CompletableFuture<Void>> done) {
    CompletableFuture<Void> started = done.get(name);
    if (started != null) {
      return started;
    }
    CompletableFuture<?>[] before =
        stack.template().resource(name).dependencies().stream()
            .map(dependency -> start(dependency, step, done))
            .toArray(CompletableFuture[]::new);
    CompletableFuture<Void> created =
        CompletableFuture.allOf(before).thenRunAsync(() -> step.accept(name), threads);
    done.put(name, created);
    return created;
  }

  private void create(String name, boolean adopt) {
    if (failed.get()) {
      return; // another one failed: what has not begun need not
    }
    try {
      Template.Resource resource = stack.template().resource(name);
      if (resource.condition().isPresent() && !stack.condition(resource.condition().get())) {
        return;
      }
      Optional<String> standing =
          stack.resource(name).map(StackResource::physicalId).filter(id -> !id.isEmpty());
      stack.resource(name, NOTHING_YET, "CREATE_IN_PROGRESS", "");
      ObjectNode properties = evaluated(stack, resource);
      Provisioned provisioned =
          types
              .handler(resource.type())
              .create(
                  new ResourceRequest(
                      generatedName(name), properties, adopt, NO_POLICY, standing, false));
      stack.resource(name, provisioned, "CREATE_COMPLETE", "");
    } catch (RuntimeException | IOException e) {
      // whatever it was is the reason: without one the stack would stay in progress for ever
      failed.set(true);
      stack.resource(name, NOTHING_YET, "CREATE_FAILED", reason(e));
    }
  }

  private boolean resolveOutputs() {
    try {
      Map<String, String> outputs = new LinkedHashMap<>();
      stack
          .template()
          .outputs()
          .forEach(
              (key, output) -> {
                String condition = output.path("Condition").asText("");
                if (condition.isEmpty() || stack.condition(condition)) {
                  outputs.put(key, new Expressions(stack).text(output.path("Value")));
                }
              });
      stack.outputs(outputs);
      return true;
    } catch (CloudFormationException e) {
      stack.status(stack.state().status(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  static String reason(Exception e) {
    return e instanceof ProvisioningException || e instanceof CloudFormationException
        ? String.valueOf(e.getMessage())
        : e.toString();
  }

  /** The stack's name, the logical id and a suffix that is the same after a restart. */
  private String generatedName(String logicalId) {
    String suffix =
        UUID.nameUUIDFromBytes((stack.id() + "/" + logicalId).getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "")
            .substring(0, 12)
            .toUpperCase(Locale.ROOT);
    return stack.name() + "-" + logicalId + "-" + suffix;
  }
}
