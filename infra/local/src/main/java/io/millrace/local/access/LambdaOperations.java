// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import io.millrace.local.gateway.Call;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lambda, whose operations are methods on paths. [Lambda API reference] */
final class LambdaOperations {
  private static final Pattern PATH =
      Pattern.compile(
          "/[\\d-]{10}/(?<kind>[\\w-]+)(?:/(?<name>[^/]+)(?:/(?<part>[^/]+)(?:/(?<of>[^/]+))?)?)?/?");

  private static final Map<String, String> FUNCTION =
      Map.ofEntries(
          Map.entry("GET ", "GetFunction"),
          Map.entry("DELETE ", "DeleteFunction"),
          Map.entry("GET configuration", "GetFunctionConfiguration"),
          Map.entry("PUT configuration", "UpdateFunctionConfiguration"),
          Map.entry("PUT code", "UpdateFunctionCode"),
          Map.entry("POST invocations", "Invoke"),
          Map.entry("GET versions", "ListVersionsByFunction"),
          Map.entry("POST versions", "PublishVersion"),
          Map.entry("GET aliases", "ListAliases"),
          Map.entry("POST aliases", "CreateAlias"),
          Map.entry("GET aliases/*", "GetAlias"),
          Map.entry("PUT aliases/*", "UpdateAlias"),
          Map.entry("DELETE aliases/*", "DeleteAlias"),
          Map.entry("GET concurrency", "GetFunctionConcurrency"),
          Map.entry("PUT concurrency", "PutFunctionConcurrency"),
          Map.entry("DELETE concurrency", "DeleteFunctionConcurrency"),
          Map.entry("GET event-invoke-config", "GetFunctionEventInvokeConfig"),
          Map.entry("PUT event-invoke-config", "PutFunctionEventInvokeConfig"),
          Map.entry("POST event-invoke-config", "UpdateFunctionEventInvokeConfig"),
          Map.entry("DELETE event-invoke-config", "DeleteFunctionEventInvokeConfig"));

  private LambdaOperations() {}

  static Operation of(Call call) {
    Matcher path = PATH.matcher(Call.decode(call.rawPath()));
    if (!path.matches()) {
      return Operation.of(call.method(), Need.of("lambda:" + call.method(), "*"));
    }
    String name = path.group("name");
    String kind = path.group("kind");
    if (kind.equals("event-source-mappings")) {
      return mapping(call.method(), name);
    }
    if (!kind.equals("functions")) {
      return Operation.of("ListTags", Need.of("lambda:ListTags", "*"));
    }
    if (name == null) {
      return call.method().equals("GET") ? on("ListFunctions", "*") : on("CreateFunction", "*");
    }
    String part = path.group("part");
    String below = (part == null ? "" : part) + (path.group("of") == null ? "" : "/*");
    String operation = FUNCTION.getOrDefault(call.method() + " " + below, call.method());
    String resource = name.startsWith("arn:") ? name : Operations.arn("lambda", "function:" + name);
    return on(operation, qualified(resource, call.query().getOrDefault("Qualifier", "")));
  }

  /** A version or an alias is a resource of its own. [lambda-api-permissions-ref] */
  private static String qualified(String arn, String qualifier) {
    return qualifier.isEmpty() || arn.endsWith(":" + qualifier) ? arn : arn + ":" + qualifier;
  }

  private static Operation mapping(String method, @Nullable String uuid) {
    String resource = uuid == null ? "*" : Operations.arn("lambda", "event-source-mapping:" + uuid);
    return switch (method) {
      case "POST" -> on("CreateEventSourceMapping", resource);
      case "PUT" -> on("UpdateEventSourceMapping", resource);
      case "DELETE" -> on("DeleteEventSourceMapping", resource);
      default -> on(uuid == null ? "ListEventSourceMappings" : "GetEventSourceMapping", resource);
    };
  }

  private static Operation on(String operation, String resource) {
    String action = operation.equals("Invoke") ? "InvokeFunction" : operation;
    return Operation.of(operation, Need.of("lambda:" + action, resource));
  }
}
