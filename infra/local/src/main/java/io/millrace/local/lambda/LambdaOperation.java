// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operations that the local Lambda has: a method and a path each; the API's version dates in
 * the paths are not looked at. [Lambda API reference, Actions]
 */
enum LambdaOperation {
  CREATE_ALIAS("CreateAlias", "POST functions/*/aliases"),
  CREATE_EVENT_SOURCE_MAPPING("CreateEventSourceMapping", "POST event-source-mappings"),
  CREATE_FUNCTION("CreateFunction", "POST functions"),
  DELETE_ALIAS("DeleteAlias", "DELETE functions/*/aliases/*"),
  DELETE_EVENT_SOURCE_MAPPING("DeleteEventSourceMapping", "DELETE event-source-mappings/*"),
  DELETE_FUNCTION("DeleteFunction", "DELETE functions/*"),
  DELETE_FUNCTION_CONCURRENCY("DeleteFunctionConcurrency", "DELETE functions/*/concurrency"),
  DELETE_FUNCTION_EVENT_INVOKE_CONFIG(
      "DeleteFunctionEventInvokeConfig", "DELETE functions/*/event-invoke-config"),
  GET_ALIAS("GetAlias", "GET functions/*/aliases/*"),
  GET_EVENT_SOURCE_MAPPING("GetEventSourceMapping", "GET event-source-mappings/*"),
  GET_FUNCTION("GetFunction", "GET functions/*"),
  GET_FUNCTION_CONCURRENCY("GetFunctionConcurrency", "GET functions/*/concurrency"),
  GET_FUNCTION_CONFIGURATION("GetFunctionConfiguration", "GET functions/*/configuration"),
  GET_FUNCTION_EVENT_INVOKE_CONFIG(
      "GetFunctionEventInvokeConfig", "GET functions/*/event-invoke-config"),
  INVOKE("Invoke", "POST functions/*/invocations"),
  LIST_ALIASES("ListAliases", "GET functions/*/aliases"),
  LIST_EVENT_SOURCE_MAPPINGS("ListEventSourceMappings", "GET event-source-mappings"),
  LIST_FUNCTIONS("ListFunctions", "GET functions"),
  LIST_TAGS("ListTags", "GET tags/*"),
  LIST_VERSIONS_BY_FUNCTION("ListVersionsByFunction", "GET functions/*/versions"),
  PUBLISH_VERSION("PublishVersion", "POST functions/*/versions"),
  PUT_FUNCTION_CONCURRENCY("PutFunctionConcurrency", "PUT functions/*/concurrency"),
  PUT_FUNCTION_EVENT_INVOKE_CONFIG(
      "PutFunctionEventInvokeConfig", "PUT functions/*/event-invoke-config"),
  UPDATE_ALIAS("UpdateAlias", "PUT functions/*/aliases/*"),
  UPDATE_EVENT_SOURCE_MAPPING("UpdateEventSourceMapping", "PUT event-source-mappings/*"),
  UPDATE_FUNCTION_CODE("UpdateFunctionCode", "PUT functions/*/code"),
  UPDATE_FUNCTION_CONFIGURATION("UpdateFunctionConfiguration", "PUT functions/*/configuration"),
  UPDATE_FUNCTION_EVENT_INVOKE_CONFIG(
      "UpdateFunctionEventInvokeConfig", "POST functions/*/event-invoke-config");

  private static final Pattern VERSION = Pattern.compile("/[\\d-]{10}/");

  private final String title;
  private final Pattern route;

  LambdaOperation(String title, String route) {
    this.title = title;
    this.route = Pattern.compile(route.replace("*", "([^/]+)") + "/?");
  }

  /**
   * An operation, and what its path is about.
   *
   * @param resource a function, a mapping, a tagged resource; empty for none
   * @param alias of the function; empty for none
   */
  record Target(LambdaOperation operation, String resource, String alias) {}

  static Optional<Target> of(String method, String path) {
    Matcher version = VERSION.matcher(path);
    if (!version.lookingAt()) {
      return Optional.empty();
    }
    String route = method + " " + path.substring(version.end());
    for (LambdaOperation operation : values()) {
      Matcher matcher = operation.route.matcher(route);
      if (matcher.matches()) {
        return Optional.of(
            new Target(
                operation,
                matcher.groupCount() == 0 ? "" : matcher.group(1),
                matcher.groupCount() < 2 ? "" : matcher.group(2)));
      }
    }
    return Optional.empty();
  }

  /** By AWS's names. */
  static List<String> titles() {
    return Arrays.stream(values()).map(operation -> operation.title).sorted().toList();
  }
}
