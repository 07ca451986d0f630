// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All stacks by name; makes and unmakes them in the background; thread-safe. */
final class Stacks implements AutoCloseable {
  private static final Set<String> UPDATABLE =
      Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE");
  private static final String NAME = "[a-zA-Z][-a-zA-Z0-9]{0,127}";

  private final ConcurrentSkipListMap<String, Stack> byName = new ConcurrentSkipListMap<>();
  private final ResourceTypes types;
  private final StackStore store;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Stacks(ResourceTypes types, StackStore store, InstantSource clock) {
    this.types = types;
    this.store = store;
    this.clock = clock;
  }

  /** Brings back the stacks from before a restart, and returns when they are there. */
  void restore() {
    for (StackState state : store.load()) {
      Stack stack = new Stack(state, clock);
      byName.put(state.name(), stack);
      if (state.status().startsWith("CREATE_") || UPDATABLE.contains(state.status())) {
        new Deployment(stack, types, threads).create(true);
        store.save(stack.state());
      }
    }
  }

  synchronized Stack create(
      String name, String body, Map<String, String> given, Set<String> capabilities) {
    if (!name.matches(NAME)) {
      throw CloudFormationException.invalid(
          "1 validation error detected: Value '"
              + name
              + "' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: "
              + NAME);
    }
    if (byName.containsKey(name)) {
      throw CloudFormationException.alreadyExists(name);
    }
    Template template = Template.parse(body);
    types.check(template);
    Capabilities.require(template, capabilities);
    String id = Arns.regional("cloudformation", "stack/" + name + "/" + UUID.randomUUID());
    Map<String, String> parameters = parameters(template, given);
    Stack stack =
        new Stack(
            new StackState(
                id,
                name,
                clock.millis(),
                body,
                parameters,
                "CREATE_IN_PROGRESS",
                "",
                List.of(),
                Map.of()),
            clock);
    byName.put(name, stack);
    store.save(stack.state());
    threads.execute(
        () -> {
          new Deployment(stack, types, threads).create(false);
          store.save(stack.state());
        });
    return stack;
  }

  /**
   * Gives a stack another template or other parameters.
   *
   * @param body empty to keep the template
   * @param given by name; an empty value keeps the one that stands
   */
  synchronized Stack update(
      String nameOrId,
      Optional<String> body,
      Map<String, Optional<String>> given,
      Set<String> capabilities) {
    Stack before = get(nameOrId);
    String status = before.state().status();
    if (!UPDATABLE.contains(status)) {
      throw CloudFormationException.invalid(
          "Stack:" + before.id() + " is in " + status + " state and can not be updated.");
    }
    Template template = body.map(Template::parse).orElse(before.template());
    types.check(template);
    Capabilities.require(template, capabilities);
    Map<String, String> values = new LinkedHashMap<>();
    given.forEach(
        (name, value) ->
            value
                .or(() -> Optional.ofNullable(before.parameters().get(name)))
                .ifPresent(known -> values.put(name, known)));
    Map<String, String> parameters = parameters(template, values);
    if (template.sameAs(before.template()) && parameters.equals(before.parameters())) {
      throw CloudFormationException.invalid("No updates are to be performed.");
    }
    Stack after = before.next(template.body(), parameters);
    after.status("UPDATE_IN_PROGRESS", "User Initiated");
    byName.put(before.name(), after);
    threads.execute(() -> update(before, after));
    return after;
  }

  /** What is kept stays the old version until the new one is done: a crash between leads back. */
  private void update(Stack before, Stack after) {
    if (new Deployment(after, types, threads).update(before, name -> false)) {
      after.status("UPDATE_COMPLETE", "");
      store.save(after.state());
      return;
    }
    after.status(
        "UPDATE_ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create or update");
    Stack back = after.next(before.template().body(), before.parameters());
    boolean clean =
        new Deployment(back, types, threads, Optional.of(before))
            .update(after, name -> after.resource(name).equals(before.resource(name)));
    back.status(clean ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_FAILED", "");
    store.save(back.state());
    byName.put(before.name(), back);
  }

  /** Deleting what is not there is fine. */
  synchronized void delete(String nameOrId) {
    Stack stack = byName.get(name(nameOrId));
    if (stack != null) {
      threads.execute(
          () -> {
            new Deployment(stack, types, threads).delete();
            if (stack.state().status().equals("DELETE_COMPLETE")) {
              byName.remove(stack.name());
              store.remove(stack.name());
            } else {
              store.save(stack.state());
            }
          });
    }
  }

  Stack get(String nameOrId) {
    Stack stack = byName.get(name(nameOrId));
    if (stack == null) {
      throw CloudFormationException.invalid("Stack with id " + nameOrId + " does not exist");
    }
    return stack;
  }

  List<Stack> all() {
    return List.copyOf(byName.values());
  }

  List<String> withoutLocalEffect() {
    return all().stream().flatMap(stack -> types.check(stack.template()).stream()).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static String name(String nameOrId) {
    String[] parts = nameOrId.split("/", -1);
    return nameOrId.startsWith("arn:") && parts.length == 3 ? parts[1] : nameOrId;
  }

  private static Map<String, String> parameters(Template template, Map<String, String> given) {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(template.parameters().keySet());
    if (!unknown.isEmpty()) {
      throw CloudFormationException.invalid(
          "Parameters: " + unknown + " do not exist in the template");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Set<String> missing = new TreeSet<>();
    template
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (given.containsKey(name)) {
                parameters.put(name, given.get(name));
              } else if (parameter.whenAbsent().isPresent()) {
                parameters.put(name, parameter.whenAbsent().get());
              } else {
                missing.add(name);
              }
            });
    if (!missing.isEmpty()) {
      throw CloudFormationException.invalid("Parameters: " + missing + " must have values");
    }
    template
        .parameters()
        .forEach((name, parameter) -> parameter.check(parameters.getOrDefault(name, "")));
    Rules.check(template, parameters);
    return parameters;
  }
}
