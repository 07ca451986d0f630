// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.cloudformation.CloudFormationService;
import io.millrace.local.events.EventBridgeService;
import io.millrace.local.fault.Faults;
import io.millrace.local.gateway.Gateway;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import io.millrace.local.lambda.LambdaService;
import io.millrace.local.lambda.MappingStatus;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The running local cloud: every service on one port of the loopback interface; thread-safe. */
public final class LocalCloud implements AutoCloseable {
  private final Parts parts;
  private final Gateway gateway;
  private final LambdaService lambda;
  private final CloudFormationService cloudFormation;
  private final EventBridgeService events;
  private final QueueStatuses queues;
  private final Faults faults;
  private final ObjectMapper json = new ObjectMapper();

  LocalCloud(
      Parts parts,
      Gateway gateway,
      LambdaService lambda,
      CloudFormationService cloudFormation,
      EventBridgeService events,
      QueueStatuses queues,
      Faults faults) {
    this.parts = parts;
    this.gateway = gateway;
    this.lambda = lambda;
    this.cloudFormation = cloudFormation;
    this.events = events;
    this.queues = queues;
    this.faults = faults;
  }

  /**
   * Starts everything and returns when every service answers; with a data directory that was used
   * before, with the stacks of then.
   *
   * @throws LocalCloudException with a line that says what is in the way
   */
  public static LocalCloud start(LocalCloudConfig config) {
    return LocalCloudStarter.start(config);
  }

  public URI endpoint() {
    return gateway.endpoint();
  }

  /** The faults in force, for tests to add to. */
  public Faults faults() {
    return faults;
  }

  public LocalStatus status() {
    List<MappingStatus> mappings = lambda.mappings();
    List<LocalStatus.Queue> inQueues = queues.now();
    return new LocalStatus(
        endpoint().toString(),
        idle(mappings, inQueues),
        mappings,
        lambda.functions(),
        inQueues,
        events.lastEvents().stream().map(this::parsed).toList(),
        cloudFormation.withoutLocalEffect());
  }

  /**
   * Whether all that was sent is dealt with: every mapping has caught up with its source, nothing
   * runs, and no queue holds a message, dead-letter queues excepted. Two answers of true with
   * nothing sent between them are the safe sign: a message may be on its way from a queue to a
   * mapping while one is looked at after the other.
   */
  public boolean idle() {
    return idle(lambda.mappings(), queues.now());
  }

  @Override
  public void close() {
    parts.close();
  }

  /** Answers under {@code /_millrace/}. */
  HttpReply answer(HttpRequest request) {
    if (!request.method().equals("GET") || !request.path().equals("/_millrace/status")) {
      return HttpReply.json(404, "{\"message\":\"there is GET /_millrace/status\"}");
    }
    try {
      return HttpReply.json(200, json.writeValueAsString(status()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records can be written", e);
    }
  }

  private static boolean idle(List<MappingStatus> mappings, List<LocalStatus.Queue> queues) {
    return mappings.stream().allMatch(mapping -> mapping.caughtUp() && mapping.inFlight() == 0)
        && queues.stream()
            .allMatch(queue -> queue.deadLetters() || queue.visible() + queue.inFlight() == 0);
  }

  private Map<String, Object> parsed(String event) {
    try {
      return json.readValue(event, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the log holds what it was given", e);
    }
  }
}
