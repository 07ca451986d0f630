// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the operation by method and path; the API's version dates in the paths are not looked at.
 */
final class LambdaRoutes {
  private static final Pattern FUNCTIONS =
      Pattern.compile("/[\\d-]{10}/functions(?:/(?<name>[^/]+)(?:/(?<part>[^/]+))?)?/?");
  private static final Pattern MAPPINGS =
      Pattern.compile("/[\\d-]{10}/event-source-mappings(?:/(?<uuid>[^/]+))?/?");
  private static final Pattern TAGS = Pattern.compile("/[\\d-]{10}/tags/(?<arn>.+)");

  private final FunctionApi functions;
  private final InvokeApi invocations;
  private final MappingApi mappings;
  private final EventInvokeApi eventInvokes;

  LambdaRoutes(
      FunctionApi functions,
      InvokeApi invocations,
      MappingApi mappings,
      EventInvokeApi eventInvokes) {
    this.functions = functions;
    this.invocations = invocations;
    this.mappings = mappings;
    this.eventInvokes = eventInvokes;
  }

  HttpReply handle(HttpRequest request) {
    Matcher path = FUNCTIONS.matcher(request.path());
    if (path.matches()) {
      return functions(request, path);
    }
    path = MAPPINGS.matcher(request.path());
    if (path.matches()) {
      return mappings(request, path);
    }
    path = TAGS.matcher(request.path());
    if (path.matches() && request.method().equals("GET")) {
      return functions.listTags(FunctionNames.bare(path.group("arn")));
    }
    throw unknown(request);
  }

  private HttpReply functions(HttpRequest request, Matcher path) {
    String method = request.method();
    if (path.group("name") == null) {
      return switch (method) {
        case "GET" -> functions.list(request);
        case "POST" -> functions.create(request);
        default -> throw unknown(request);
      };
    }
    String name = FunctionNames.bare(path.group("name"));
    String qualifier = request.query().getOrDefault("Qualifier", "$LATEST");
    FunctionNames.qualifier(name, qualifier);
    String part = path.group("part");
    return switch (method + " " + (part == null ? "" : part)) {
      case "GET " -> functions.get(name);
      case "DELETE " -> functions.delete(name);
      case "GET configuration" -> functions.getConfiguration(name);
      case "PUT configuration" -> functions.updateConfiguration(name, request);
      case "PUT code" -> functions.updateCode(name, request);
      case "POST invocations" -> invocations.invoke(name, request);
      case "GET concurrency" -> functions.getConcurrency(name);
      case "PUT concurrency" -> functions.putConcurrency(name, request);
      case "DELETE concurrency" -> functions.deleteConcurrency(name);
      case "PUT event-invoke-config" -> eventInvokes.put(name, request);
      case "POST event-invoke-config" -> eventInvokes.update(name, request);
      case "GET event-invoke-config" -> eventInvokes.get(name);
      case "DELETE event-invoke-config" -> eventInvokes.delete(name);
      default -> throw unknown(request);
    };
  }

  private HttpReply mappings(HttpRequest request, Matcher path) {
    String uuid = path.group("uuid");
    if (uuid == null) {
      return switch (request.method()) {
        case "GET" -> mappings.list(request);
        case "POST" -> mappings.create(request);
        default -> throw unknown(request);
      };
    }
    return switch (request.method()) {
      case "GET" -> mappings.get(uuid);
      case "PUT" -> mappings.update(uuid, request);
      case "DELETE" -> mappings.delete(uuid);
      default -> throw unknown(request);
    };
  }

  private static LambdaError unknown(HttpRequest request) {
    return LambdaError.unknownOperation(request.method(), request.path());
  }
}
