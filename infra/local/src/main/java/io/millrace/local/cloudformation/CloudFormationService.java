// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import io.millrace.local.access.RequestSigner;
import io.millrace.local.access.Roles;
import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Upstream;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The CloudFormation API; thread-safe. */
public final class CloudFormationService implements HttpHandler, AutoCloseable {
  private final ResourceTypes types;
  private final Stacks stacks;
  private final TemplateObjects templates;

  /**
   * @param gateway through which resources are made
   * @param signer of the requests that make them
   * @param roles get the roles and policies of the stacks
   * @param dataDir where stacks are kept, absent = in memory only
   */
  public CloudFormationService(
      Upstream gateway,
      RequestSigner signer,
      Roles roles,
      Optional<Path> dataDir,
      InstantSource clock) {
    ServiceCalls services = new ServiceCalls(gateway, signer);
    this.types = new ResourceTypes(services, roles);
    this.templates = new TemplateObjects(services);
    this.stacks = new Stacks(types, new StackStore(dataDir), clock);
  }

  /** Brings back the stacks from before a restart; the other services have to answer by now. */
  public void restore() {
    stacks.restore();
  }

  /** What the stacks' templates ask for that has no effect here, each with its path. */
  public List<String> withoutLocalEffect() {
    return stacks.withoutLocalEffect();
  }

  @Override
  public HttpReply handle(HttpRequest request) {
    Map<String, String> form = new HashMap<>(request.query());
    form.putAll(Call.parameters(new String(request.body(), StandardCharsets.UTF_8)));
    try {
      return answer(form.getOrDefault("Action", ""), form);
    } catch (CloudFormationException e) {
      return QueryXml.error(e.code(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    stacks.close();
  }

  private HttpReply answer(String action, Map<String, String> form) {
    QueryXml xml = new QueryXml();
    switch (action) {
      case "CreateStack" -> xml.text("StackId", create(form).id());
      case "DeleteStack" -> stacks.delete(required(form, "StackName"));
      case "DescribeStacks" -> {
        List<Stack> described =
            form.containsKey("StackName")
                ? List.of(stacks.get(form.get("StackName")))
                : stacks.all();
        xml.element("Stacks", () -> described.forEach(stack -> StackXml.stack(xml, stack)));
      }
      case "ListStacks" ->
          xml.element(
              "StackSummaries",
              () ->
                  stacks
                      .all()
                      .forEach(
                          stack ->
                              xml.element("member", () -> StackXml.summary(xml, stack.state()))));
      case "DescribeStackResources" -> {
        Stack stack = stacks.get(required(form, "StackName"));
        resources(xml, "StackResources", stack, "Timestamp", form);
      }
      case "DescribeStackResource" -> {
        Stack stack = stacks.get(required(form, "StackName"));
        String logicalId = required(form, "LogicalResourceId");
        StackResource resource =
            stack
                .resource(logicalId)
                .orElseThrow(
                    () ->
                        CloudFormationException.invalid(
                            "Resource " + logicalId + " does not exist for stack " + stack.name()));
        xml.element(
            "StackResourceDetail", () -> StackXml.resource(xml, resource, "LastUpdatedTimestamp"));
      }
      case "ListStackResources" -> {
        Stack stack = stacks.get(required(form, "StackName"));
        resources(xml, "StackResourceSummaries", stack, "LastUpdatedTimestamp", Map.of());
      }
      case "DescribeStackEvents" -> {
        Stack stack = stacks.get(required(form, "StackName"));
        xml.element("StackEvents", () -> StackXml.events(xml, stack));
      }
      case "GetTemplate" ->
          xml.text("TemplateBody", stacks.get(required(form, "StackName")).template().body());
      case "ValidateTemplate" ->
          validate(
              xml,
              Template.parse(templates.of(form).orElseGet(() -> required(form, "TemplateBody"))));
      case "UpdateStack" -> xml.text("StackId", update(form).id());
      default -> throw CloudFormationException.unknownAction(action);
    }
    return xml.reply(action);
  }

  private Stack create(Map<String, String> form) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters(form).forEach((name, value) -> parameters.put(name, value.orElse("")));
    return stacks.create(
        required(form, "StackName"),
        templates.of(form).orElseGet(() -> required(form, "TemplateBody")),
        parameters,
        capabilities(form));
  }

  private Stack update(Map<String, String> form) {
    String name = required(form, "StackName");
    Optional<String> body =
        form.getOrDefault("UsePreviousTemplate", "false").equals("true")
            ? Optional.empty()
            : Optional.of(templates.of(form).orElseGet(() -> required(form, "TemplateBody")));
    return stacks.update(name, body, parameters(form), capabilities(form));
  }

  /** By name, in the order of the request; empty where the value that stands is to be kept. */
  private static Map<String, Optional<String>> parameters(Map<String, String> form) {
    Map<String, Optional<String>> parameters = new LinkedHashMap<>();
    for (int i = 1; form.containsKey("Parameters.member." + i + ".ParameterKey"); i++) {
      String member = "Parameters.member." + i;
      boolean keep = form.getOrDefault(member + ".UsePreviousValue", "false").equals("true");
      parameters.put(
          form.get(member + ".ParameterKey"),
          keep ? Optional.empty() : Optional.of(form.getOrDefault(member + ".ParameterValue", "")));
    }
    return parameters;
  }

  private static Set<String> capabilities(Map<String, String> form) {
    Set<String> capabilities = new HashSet<>();
    for (int i = 1; form.containsKey("Capabilities.member." + i); i++) {
      capabilities.add(form.get("Capabilities.member." + i));
    }
    return capabilities;
  }

  private void validate(QueryXml xml, Template template) {
    types.check(template);
    xml.text("Description", template.description());
    xml.element(
        "Parameters",
        () ->
            template
                .parameters()
                .forEach(
                    (name, parameter) ->
                        xml.element(
                            "member",
                            () -> {
                              xml.text("ParameterKey", name).text("NoEcho", "false");
                              xml.text("DefaultValue", parameter.whenAbsent());
                              xml.text("Description", parameter.description());
                            })));
  }

  private static void resources(
      QueryXml xml, String list, Stack stack, String timeName, Map<String, String> filter) {
    String wanted = filter.getOrDefault("LogicalResourceId", "");
    xml.element(
        list,
        () ->
            stack.state().resources().stream()
                .filter(resource -> wanted.isEmpty() || resource.logicalId().equals(wanted))
                .forEach(
                    resource ->
                        xml.element(
                            "member",
                            () -> {
                              xml.text("StackId", stack.id()).text("StackName", stack.name());
                              StackXml.resource(xml, resource, timeName);
                            })));
  }

  private static String required(Map<String, String> form, String name) {
    String value = form.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw CloudFormationException.invalid(
          "1 validation error detected: Value null at '"
              + name
              + "' failed to satisfy constraint: Member must not"
              + " be null");
    }
    return value;
  }
}
