// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import io.millrace.local.LocalCloudConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack: its template, its resources as they stand, and what happened; thread-safe. */
final class Stack implements Scope {
  static final String TYPE = "AWS::CloudFormation::Stack";
  private static final int MAX_EVENTS = 10_000;

  private final Template template;
  private final InstantSource clock;
  private final Map<String, StackResource> resources = new LinkedHashMap<>();
  private final List<StackResource> events;
  private StackState head;

  /**
   * @param head whose resources are those from before a restart, if any
   */
  Stack(StackState head, InstantSource clock) {
    this(head, clock, Collections.synchronizedList(new ArrayList<>()));
  }

  private Stack(StackState head, InstantSource clock, List<StackResource> events) {
    this.head = head;
    this.events = events;
    this.template = Template.parse(head.template());
    this.clock = clock;
    head.resources().forEach(resource -> resources.put(resource.logicalId(), resource));
  }

  String id() {
    return head.id();
  }

  String name() {
    return head.name();
  }

  Template template() {
    return template;
  }

  synchronized StackState state() {
    return new StackState(
        head.id(),
        head.name(),
        head.createdAtMillis(),
        head.template(),
        head.parameters(),
        head.status(),
        head.reason(),
        List.copyOf(resources.values()),
        head.outputs());
  }

  /** This stack with another template and parameters: the same resources, the same history. */
  Stack next(String newTemplate, Map<String, String> parameters) {
    StackState now = state();
    return new Stack(
        new StackState(
            now.id(),
            now.name(),
            now.createdAtMillis(),
            newTemplate,
            Map.copyOf(parameters),
            now.status(),
            now.reason(),
            now.resources(),
            now.outputs()),
        clock,
        events);
  }

  /** Oldest first. */
  List<StackResource> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  Map<String, String> parameters() {
    return head.parameters();
  }

  /** Says that a resource is not part of the stack any more. */
  synchronized void forget(String logicalId) {
    resources.remove(logicalId);
  }

  synchronized Optional<StackResource> resource(String logicalId) {
    return Optional.ofNullable(resources.get(logicalId));
  }

  synchronized void status(String status, String reason) {
    head =
        new StackState(
            head.id(),
            head.name(),
            head.createdAtMillis(),
            head.template(),
            head.parameters(),
            status,
            reason,
            List.of(),
            head.outputs());
    log(new StackResource(name(), TYPE, id(), Map.of(), status, reason, clock.millis()));
  }

  synchronized void outputs(Map<String, String> outputs) {
    head =
        new StackState(
            head.id(),
            head.name(),
            head.createdAtMillis(),
            head.template(),
            head.parameters(),
            head.status(),
            head.reason(),
            List.of(),
            Map.copyOf(outputs));
  }

  synchronized void resource(
      String logicalId, Provisioned provisioned, String status, String reason) {
    StackResource changed =
        new StackResource(
            logicalId,
            template.resource(logicalId).type(),
            provisioned.physicalId(),
            provisioned.attributes(),
            status,
            reason,
            clock.millis());
    resources.put(logicalId, changed);
    log(changed);
  }

  @Override
  public synchronized Optional<String> ref(String name) {
    return switch (name) {
      case "AWS::AccountId" -> Optional.of(LocalCloudConfig.ACCOUNT);
      case "AWS::Partition" -> Optional.of("aws");
      case "AWS::Region" -> Optional.of(LocalCloudConfig.REGION);
      case "AWS::StackId" -> Optional.of(id());
      case "AWS::StackName" -> Optional.of(name());
      case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
      default ->
          Optional.ofNullable(head.parameters().get(name))
              .or(() -> Optional.ofNullable(resources.get(name)).map(StackResource::physicalId));
    };
  }

  @Override
  public synchronized Optional<String> attribute(String logicalId, String attribute) {
    return Optional.ofNullable(resources.get(logicalId))
        .map(resource -> resource.attributes().get(attribute));
  }

  @Override
  public boolean condition(String name) {
    var condition = template.conditions().get(name);
    if (condition == null) {
      throw CloudFormationException.invalid("Template error: there is no condition " + name);
    }
    return new Expressions(this).condition(condition);
  }

  private void log(StackResource event) {
    if (events.size() < MAX_EVENTS) {
      events.add(event);
    }
  }
}
