// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** The operations on functions, but for their invocation. */
final class FunctionApi {
  private static final int MAX_PAGE = 10_000;

  private final FunctionStore functions;
  private final CodeStore codes;

  FunctionApi(FunctionStore functions, CodeStore codes) {
    this.functions = functions;
    this.codes = codes;
  }

  HttpReply create(HttpRequest request) {
    ObjectNode body = Json.request(request.body());
    ObjectNode configuration = FunctionRequests.create(body);
    String name = configuration.path("FunctionName").asText();
    if (functions.find(name).isPresent()) {
      throw LambdaError.conflict("Function already exist: " + name);
    }
    if (body.path("Tags").isObject()) {
      configuration.set("Tags", body.path("Tags"));
    }
    CodeStore.Code code = codes.store(body.path("Code"));
    LambdaFunction.stamped(LambdaFunction.withCode(configuration, code));
    return answer(201, functions.add(configuration), body);
  }

  /** As it is now, or as the version that the request asks to be published with it. */
  private static HttpReply answer(int status, LambdaFunction function, ObjectNode request) {
    ObjectNode shown =
        request.path("Publish").asBoolean()
            ? function.publish(Optional.empty())
            : function.configuration();
    return HttpReply.json(status, shown(shown).toString());
  }

  HttpReply list(HttpRequest request) {
    String limit = request.query().getOrDefault("MaxItems", "");
    int most =
        limit.matches("\\d{1,5}") ? Math.clamp(Long.parseLong(limit), 1, MAX_PAGE) : MAX_PAGE;
    String marker = request.query().getOrDefault("Marker", "");
    List<ObjectNode> rest =
        functions.all().stream()
            .map(LambdaFunction::configuration)
            .filter(one -> one.path("FunctionName").asText().compareTo(marker) > 0)
            .limit(most + 1L)
            .toList();
    ObjectNode answer = Json.object();
    ArrayNode page = answer.putArray("Functions");
    rest.stream().limit(most).forEach(one -> page.add(shown(one)));
    if (rest.size() > most) {
      answer.set("NextMarker", rest.get(most - 1).path("FunctionName"));
    }
    return HttpReply.json(200, answer.toString());
  }

  HttpReply get(FunctionName name) {
    LambdaFunction function = functions.get(name.name());
    ObjectNode configuration = function.configuration(name);
    ObjectNode answer = Json.object();
    JsonNode tags = function.configuration().path("Tags");
    if (tags.isObject()) {
      answer.set("Tags", tags);
    }
    function
        .reserved()
        .ifPresent(
            reserved ->
                answer.putObject("Concurrency").put("ReservedConcurrentExecutions", reserved));
    String sha256 = configuration.path("CodeSha256").asText();
    answer
        .putObject("Code")
        .put("RepositoryType", "Local")
        .put("Location", codes.file(sha256).toUri().toString());
    answer.set("Configuration", shown(configuration));
    return HttpReply.json(200, answer.toString());
  }

  HttpReply getConfiguration(FunctionName name) {
    return HttpReply.json(200, shown(functions.get(name.name()).configuration(name)).toString());
  }

  HttpReply updateConfiguration(String name, HttpRequest request) {
    LambdaFunction function = functions.get(name);
    ObjectNode body = Json.request(request.body());
    ObjectNode changed = FunctionRequests.change(function.configuration(), body);
    return HttpReply.json(200, shown(function.replace(changed)).toString());
  }

  HttpReply updateCode(String name, HttpRequest request) {
    LambdaFunction function = functions.get(name);
    ObjectNode body = Json.request(request.body());
    CodeStore.Code code = codes.store(body);
    function.replace(LambdaFunction.withCode(function.configuration(), code));
    return answer(200, function, body);
  }

  /** The function with all its versions, or one version of it. */
  HttpReply delete(FunctionName name) {
    if (name.qualifier().isEmpty()) {
      functions.remove(name.name());
      return HttpReply.empty(204);
    }
    String version = name.qualifier().get();
    if (!version.matches("\\d+")) {
      throw LambdaError.invalid(
          version
              + " cannot be deleted without deleting the function, only published versions can");
    }
    functions.get(name.name()).removeVersion(version);
    return HttpReply.empty(204);
  }

  HttpReply putConcurrency(String name, HttpRequest request) {
    LambdaFunction function = functions.get(name);
    String key = "ReservedConcurrentExecutions";
    int reserved = Json.integer(Json.request(request.body()).path(key), key, 0, 1_000);
    function.replace(function.configuration().put(key, reserved));
    return HttpReply.json(200, Json.object().put(key, reserved).toString());
  }

  HttpReply getConcurrency(String name) {
    ObjectNode answer = Json.object();
    functions
        .get(name)
        .reserved()
        .ifPresent(reserved -> answer.put("ReservedConcurrentExecutions", reserved));
    return HttpReply.json(200, answer.toString());
  }

  HttpReply deleteConcurrency(String name) {
    LambdaFunction function = functions.get(name);
    function.replace(function.configuration().without("ReservedConcurrentExecutions"));
    return HttpReply.empty(204);
  }

  HttpReply listTags(String name) {
    ObjectNode answer = Json.object();
    JsonNode tags = functions.get(name).configuration().path("Tags");
    answer.set("Tags", tags.isObject() ? tags : Json.object());
    return HttpReply.json(200, answer.toString());
  }

  /** What is kept beside the configuration proper is not part of it in answers. */
  static ObjectNode shown(ObjectNode configuration) {
    return configuration
        .deepCopy()
        .without(
            List.of("ReservedConcurrentExecutions", "Tags", AsyncSettings.KEY, Versions.MADE_FROM));
  }
}
