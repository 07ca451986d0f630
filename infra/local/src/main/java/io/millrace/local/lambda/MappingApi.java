// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The operations on event source mappings. */
final class MappingApi {
  private static final int MAX_PAGE = 100;

  private final MappingStore mappings;
  private final FunctionStore functions;
  private final MappingPermissions permissions;
  private final QueueTimeouts timeouts;

  MappingApi(
      MappingStore mappings, FunctionStore functions, RoleGrants grants, QueueTimeouts timeouts) {
    this.timeouts = timeouts;
    this.mappings = mappings;
    this.functions = functions;
    this.permissions = new MappingPermissions(grants);
  }

  HttpReply create(HttpRequest request) {
    ObjectNode body = Json.request(request.body());
    ObjectNode configuration = MappingRequests.create(body);
    FunctionName name = FunctionName.of(body.path("FunctionName").asText(""));
    ObjectNode function = function(name);
    String source = configuration.path("EventSourceArn").asText();
    MappingConflicts.refuse(source, name.arn(), mappings.all());
    permissions.require(function.path("Role").asText(), configuration);
    timeouts.require(source, function.path("Timeout").asInt());
    String uuid = UUID.randomUUID().toString();
    configuration
        .put("FunctionArn", name.arn())
        .put("EventSourceMappingArn", arn(uuid))
        .put("Enabled", body.path("Enabled").asBoolean(true))
        .put("LastModified", Instant.now().toEpochMilli() / 1000.0);
    EventSourceMapping mapping = mappings.add(uuid, configuration);
    ObjectNode answer = mapping.shown();
    inBackground("create " + uuid, () -> mapping.settle(configuration));
    return HttpReply.json(202, answer.toString());
  }

  /** What a mapping may be of: a function, a version or an alias, by its main version. */
  private ObjectNode function(FunctionName name) {
    return functions
        .find(name.name())
        .orElseThrow(() -> LambdaError.invalid("Function does not exist: " + name.arn()))
        .configuration(name);
  }

  HttpReply list(HttpRequest request) {
    String source = request.query().getOrDefault("EventSourceArn", "");
    String function = request.query().getOrDefault("FunctionName", "");
    String functionArn = function.isEmpty() ? "" : FunctionName.of(function).arn();
    String limit = request.query().getOrDefault("MaxItems", "");
    int most =
        limit.matches("\\d{1,5}") ? Math.clamp(Long.parseLong(limit), 1, MAX_PAGE) : MAX_PAGE;
    String marker = request.query().getOrDefault("Marker", "");
    List<ObjectNode> rest =
        mappings.all().stream()
            .map(EventSourceMapping::shown)
            .filter(one -> source.isEmpty() || one.path("EventSourceArn").asText().equals(source))
            .filter(
                one ->
                    functionArn.isEmpty() || one.path("FunctionArn").asText().equals(functionArn))
            .filter(one -> one.path("UUID").asText().compareTo(marker) > 0)
            .sorted(Comparator.comparing(one -> one.path("UUID").asText()))
            .limit(most + 1L)
            .toList();
    ObjectNode answer = Json.object();
    ArrayNode page = answer.putArray("EventSourceMappings");
    rest.stream().limit(most).forEach(page::add);
    if (rest.size() > most) {
      answer.set("NextMarker", rest.get(most - 1).path("UUID"));
    }
    return HttpReply.json(200, answer.toString());
  }

  HttpReply get(String uuid) {
    return HttpReply.json(200, mappings.get(uuid).shown().toString());
  }

  HttpReply update(String uuid, HttpRequest request) {
    EventSourceMapping mapping = mappings.get(uuid);
    ObjectNode body = Json.request(request.body());
    ObjectNode current = mapping.configuration();
    ObjectNode wanted = MappingRequests.change(current, body);
    if (body.hasNonNull("FunctionName")) {
      FunctionName name = FunctionName.of(body.path("FunctionName").asText());
      wanted.set("FunctionArn", function(name).path("FunctionArn"));
    }
    boolean was = current.path("Enabled").asBoolean(true);
    boolean willBe = body.path("Enabled").asBoolean(was);
    wanted.put("Enabled", willBe);
    mapping.begin(was == willBe ? "Updating" : willBe ? "Enabling" : "Disabling");
    ObjectNode answer = wanted.deepCopy();
    answer.setAll(
        mapping.shown().retain("UUID", "State", "StateTransitionReason", "LastProcessingResult"));
    answer.remove("Enabled");
    inBackground("update " + uuid, () -> mapping.settle(wanted));
    return HttpReply.json(202, answer.toString());
  }

  HttpReply delete(String uuid) {
    EventSourceMapping mapping = mappings.get(uuid);
    mapping.begin("Deleting");
    ObjectNode answer = mapping.shown();
    inBackground(
        "delete " + uuid,
        () -> {
          mapping.end();
          mappings.remove(uuid);
        });
    return HttpReply.json(202, answer.toString());
  }

  private static void inBackground(String name, Runnable transition) {
    Thread.ofVirtual().name("mapping " + name).start(transition);
  }

  private static String arn(String uuid) {
    return "arn:aws:lambda:"
        + LambdaConfig.REGION
        + ":"
        + LambdaConfig.ACCOUNT
        + ":event-source-mapping:"
        + uuid;
  }
}
