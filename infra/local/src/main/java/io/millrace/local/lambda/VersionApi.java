// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operations on versions and aliases. [API_PublishVersion, API_CreateAlias] */
final class VersionApi {
  private final FunctionStore functions;

  VersionApi(FunctionStore functions) {
    this.functions = functions;
  }

  HttpReply publish(String name, HttpRequest request) {
    LambdaFunction function = functions.get(name);
    ObjectNode body = Json.request(request.body());
    ObjectNode latest = function.configuration();
    String sha256 = latest.path("CodeSha256").asText();
    String wanted = body.path("CodeSha256").asText("");
    if (!wanted.isEmpty() && !wanted.equals(sha256)) {
      throw LambdaError.invalid(
          "CodeSHA256 ("
              + wanted
              + ") is different from current CodeSHA256 in $LATEST ("
              + sha256
              + "). Please try again with the CodeSHA256 in $LATEST.");
    }
    unchanged(latest, body);
    Optional<String> description =
        Optional.of(body.path("Description").asText("")).filter(text -> !text.isEmpty());
    return HttpReply.json(201, FunctionApi.shown(function.publish(description)).toString());
  }

  HttpReply list(String name, HttpRequest request) {
    LambdaFunction function = functions.get(name);
    List<ObjectNode> all = new ArrayList<>();
    ObjectNode latest = function.configuration();
    all.add(latest.put("FunctionArn", LambdaConfig.functionArn(name) + ":$LATEST"));
    all.addAll(function.versions());
    return page(all.stream().map(FunctionApi::shown).toList(), "Versions", request);
  }

  HttpReply createAlias(String name, HttpRequest request) {
    LambdaFunction function = functions.get(name);
    Alias alias = Alias.of(name, Json.request(request.body()));
    if (function.alias(alias.name()).isPresent()) {
      throw LambdaError.conflict("Alias already exists: " + arn(name, alias.name()));
    }
    function.put(alias);
    return HttpReply.json(201, alias.configuration().toString());
  }

  HttpReply updateAlias(String name, String aliasName, HttpRequest request) {
    ObjectNode body = Json.request(request.body());
    Alias alias = alias(name, aliasName);
    unchanged(alias.configuration(), body);
    Alias changed = alias.with(body);
    functions.get(name).put(changed);
    return HttpReply.json(200, changed.configuration().toString());
  }

  HttpReply getAlias(String name, String aliasName) {
    return HttpReply.json(200, alias(name, aliasName).configuration().toString());
  }

  HttpReply listAliases(String name, HttpRequest request) {
    String version = request.query().getOrDefault("FunctionVersion", "");
    List<ObjectNode> all =
        functions.get(name).aliases().stream()
            .filter(alias -> version.isEmpty() || alias.versions().contains(version))
            .map(Alias::configuration)
            .toList();
    return page(all, "Aliases", request);
  }

  /** Deleting what is not there is fine. */
  HttpReply deleteAlias(String name, String aliasName) {
    functions.get(name).removeAlias(aliasName);
    return HttpReply.empty(204);
  }

  private Alias alias(String name, String aliasName) {
    return functions
        .get(name)
        .alias(aliasName)
        .orElseThrow(() -> LambdaError.notFound("Cannot find alias arn: " + arn(name, aliasName)));
  }

  private static String arn(String name, String qualifier) {
    return LambdaConfig.functionArn(name) + ":" + qualifier;
  }

  /** Who names a revision wants to change no other. */
  private static void unchanged(ObjectNode current, ObjectNode request) {
    String wanted = request.path("RevisionId").asText("");
    if (!wanted.isEmpty() && !wanted.equals(current.path("RevisionId").asText())) {
      throw LambdaError.outdated();
    }
  }

  /** The marker is the position behind the page. */
  private static HttpReply page(List<ObjectNode> all, String member, HttpRequest request) {
    String limit = request.query().getOrDefault("MaxItems", "");
    String marker = request.query().getOrDefault("Marker", "");
    int from = marker.matches("\\d{1,6}") ? Math.min(Integer.parseInt(marker), all.size()) : 0;
    int most = limit.matches("\\d{1,5}") ? Math.max(1, Integer.parseInt(limit)) : all.size();
    int to = Math.min(all.size(), from + most);
    ObjectNode answer = Json.object();
    ArrayNode page = answer.putArray(member);
    all.subList(from, to).forEach(page::add);
    if (to < all.size()) {
      answer.put("NextMarker", Integer.toString(to));
    }
    return HttpReply.json(200, answer.toString());
  }
}
