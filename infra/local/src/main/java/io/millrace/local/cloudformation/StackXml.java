// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stacks, resources and events in the answers. */
final class StackXml {
  private StackXml() {}

  static void stack(QueryXml xml, Stack stack) {
    StackState state = stack.state();
    xml.element(
        "member",
        () -> {
          summary(xml, state);
          xml.text("Description", filled(stack.template().description()));
          xml.element(
              "Parameters",
              () ->
                  state
                      .parameters()
                      .forEach(
                          (key, value) ->
                              xml.element(
                                  "member",
                                  () ->
                                      xml.text("ParameterKey", key)
                                          .text("ParameterValue", value))));
          xml.element(
              "Outputs",
              () ->
                  state
                      .outputs()
                      .forEach(
                          (key, value) ->
                              xml.element(
                                  "member",
                                  () -> {
                                    xml.text("OutputKey", key).text("OutputValue", value);
                                    xml.text(
                                        "Description",
                                        filled(
                                            stack
                                                .template()
                                                .output(key)
                                                .path("Description")
                                                .asText("")));
                                  })));
          xml.text("DisableRollback", "false");
        });
  }

  /** The members that a stack and its summary have in common. */
  static void summary(QueryXml xml, StackState state) {
    xml.text("StackId", state.id()).text("StackName", state.name());
    xml.text("CreationTime", time(state.createdAtMillis())).text("StackStatus", state.status());
    xml.text("StackStatusReason", filled(state.reason()));
  }

  /**
   * @param timeName the two operations call it differently
   */
  static void resource(QueryXml xml, StackResource resource, String timeName) {
    xml.text("LogicalResourceId", resource.logicalId());
    xml.text("PhysicalResourceId", filled(resource.physicalId()));
    xml.text("ResourceType", resource.type()).text("ResourceStatus", resource.status());
    xml.text("ResourceStatusReason", filled(resource.reason()));
    xml.text(timeName, time(resource.changedAtMillis()));
  }

  /** The latest first. */
  static void events(QueryXml xml, Stack stack) {
    List<StackResource> events = stack.events();
    for (int i = events.size() - 1; i >= 0; i--) {
      StackResource event = events.get(i);
      String id = event.logicalId() + "-" + event.status() + "-" + i;
      xml.element(
          "member",
          () -> {
            xml.text("EventId", id).text("StackId", stack.id()).text("StackName", stack.name());
            resource(xml, event, "Timestamp");
          });
    }
  }

  private static Optional<String> filled(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
