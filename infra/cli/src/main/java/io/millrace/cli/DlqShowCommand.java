// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.DeadLetterQueues.Letter;
import io.millrace.cli.DeadLetterQueues.Queue;
import io.millrace.cli.FailedObjects.Failed;
import io.millrace.operations.FailureKeys;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** {@code millrace dlq show}: a look at messages and batches that takes nothing away. */
@Command(
    name = "show",
    header = "Show messages of dead-letter queues and batches of the failures bucket.",
    description = "Nothing is taken away: messages are put back, objects stay.",
    footer = {
      "",
      "Examples:",
      "  ./millrace dlq show --stage resize --max 3",
      "  ./millrace dlq show aws/lambda/UUID/shardId-000000000000/2026/11/23/10.15.30-x"
    })
final class DlqShowCommand implements Callable<Integer> {

  private static final int MAX_TEXT = 2_000;

  private final Output output;

  @Mixin private final DlqSelection selection = new DlqSelection();
  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Parameters(
      paramLabel = "OBJECT",
      arity = "0..1",
      description = "Key of one failed batch, whole; else some of everything.")
  private @Nullable String key;

  @Option(
      names = "--max",
      paramLabel = "N",
      converter = WholeNumber.Processes.class,
      description = "Messages of each queue, and batches (default: ${DEFAULT-VALUE}).")
  private int max = 10;

  DlqShowCommand(Output output) {
    this.output = output;
  }

  private record Answer(List<Letter> messages, List<Map<String, Object>> batches) {}

  @Override
  public Integer call() throws IOException {
    List<Letter> letters = new ArrayList<>();
    List<Map<String, Object>> batches = new ArrayList<>();
    try (Clients clients = backend.connect()) {
      Resources resources = Resources.of(clients.cloudFormation(), backend);
      FailedObjects objects =
          new FailedObjects(clients.s3(), resources.failuresBucket(), backend.stack());
      if (key != null) {
        batches.add(one(objects, key));
      } else {
        DeadLetterQueues queues = new DeadLetterQueues(clients.sqs(), resources);
        for (Queue queue : queues.list(selection)) {
          letters.addAll(queues.peek(queue.url(), max));
        }
        for (Failed failed : objects.list(selection, Instant.now()).stream().limit(max).toList()) {
          batches.add(batch(failed.key(), objects.read(failed.key())));
        }
      }
    }
    if (format.json()) {
      output.json(new Answer(letters, batches));
    } else {
      letters.forEach(this::show);
      batches.forEach(this::show);
      if (letters.isEmpty() && batches.isEmpty()) {
        output.line("Nothing has failed for good.");
      }
    }
    return Exit.DONE;
  }

  private Map<String, Object> one(FailedObjects objects, String wanted) throws IOException {
    if (!FailureKeys.isWaiting(wanted)) {
      throw new CommandException(
          wanted
              + " is no failed batch: their keys begin with "
              + FailureKeys.FAILURES
              + " or "
              + FailureKeys.REPLAYS
              + " (./millrace dlq list --json)");
    }
    try {
      return batch(wanted, objects.read(wanted));
    } catch (NoSuchKeyException e) {
      throw new CommandException("No failed batch " + wanted + " at " + backend.where(), e);
    }
  }

  private static Map<String, Object> batch(String key, JsonNode document) throws IOException {
    Map<String, Object> batch = new LinkedHashMap<>();
    batch.put("key", key);
    JsonNode context = document.path("requestContext");
    batch.put("function", context.path("functionArn").asText());
    batch.put("condition", context.path("condition").asText());
    batch.put("error", document.at("/responseContext/functionError").asText(""));
    JsonNode info =
        document.has("KinesisBatchInfo")
            ? document.path("KinesisBatchInfo")
            : document.path("DDBStreamBatchInfo");
    batch.put("shard", info.path("shardId").asText(""));
    String payload = document.path("payload").asText("");
    JsonNode event = Json.document(payload.getBytes(StandardCharsets.UTF_8));
    batch.put("records", event.path("Records").valueStream().map(Object::toString).toList());
    return batch;
  }

  private void show(Letter letter) {
    output.heading(letter.queue() + " " + letter.id());
    output.line("  sent " + letter.sent() + ", received " + letter.received() + " times");
    output.line("  " + Texts.cut(letter.body(), MAX_TEXT));
    output.line("");
  }

  private void show(Map<String, Object> batch) {
    output.heading(String.valueOf(batch.get("key")));
    batch.forEach(
        (name, value) -> {
          if (value instanceof List<?> records) {
            output.line("  " + records.size() + (records.size() == 1 ? " record" : " records"));
            records.stream()
                .limit(key == null ? 1 : records.size())
                .forEach(record -> output.line("    " + Texts.cut(record.toString(), MAX_TEXT)));
          } else if (!name.equals("key") && !value.toString().isEmpty()) {
            output.line("  " + name + " " + value);
          }
        });
    output.line("");
  }
}
