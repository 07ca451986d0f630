// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/**
 * SQS without FIFO queues: the engine would make one, but no mapping here handles message groups,
 * so who asks for one is told.
 */
public final class StandardQueues implements Backend {
  private static final String FIFO = "FifoQueue";

  private final Backend engine;

  public StandardQueues(Backend engine) {
    this.engine = engine;
  }

  @Override
  public void serve(Call call) throws IOException {
    if (asksForFifo(call)) {
      call.reply(
          new ServiceError(
                  400,
                  "UnsupportedOperation",
                  "AWS.SimpleQueueService.UnsupportedOperation",
                  "FIFO queues are not supported by the local cloud; standard queues are")
              .reply(Service.SQS, call));
    } else {
      engine.serve(call);
    }
  }

  private static boolean asksForFifo(Call call) throws IOException {
    String target = call.header("X-Amz-Target").orElse("");
    if (!target.isEmpty()) {
      if (!target.endsWith(".CreateQueue")) {
        return false;
      }
      JsonNode request = call.document();
      return request.path("QueueName").asText("").endsWith(".fifo")
          || request.path("Attributes").path(FIFO).asText("").equals("true");
    }
    Map<String, String> form = call.form();
    return "CreateQueue".equals(form.get("Action"))
        && (form.getOrDefault("QueueName", "").endsWith(".fifo") || form.containsValue(FIFO));
  }
}
