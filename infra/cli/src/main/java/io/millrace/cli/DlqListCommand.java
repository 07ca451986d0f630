// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.cli.DeadLetterQueues.Queue;
import io.millrace.cli.FailedObjects.Failed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace dlq list}: how much waits where, and for how long. */
@Command(
    name = "list",
    header = "Show what waits in dead-letter queues and in the failures bucket.",
    description = "--json lists every object; a queue's oldest message is the oldest of ten.",
    footer = {"", "Example:", "  ./millrace dlq list --stage resize"})
final class DlqListCommand implements Callable<Integer> {

  private final Output output;

  @Mixin private final DlqSelection selection = new DlqSelection();
  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  DlqListCommand(Output output) {
    this.output = output;
  }

  private record Answer(List<Queue> queues, List<Failed> objects) {}

  @Override
  public Integer call() {
    Instant now = Instant.now();
    Answer answer;
    try (Clients clients = backend.connect()) {
      Resources resources = Resources.of(clients.cloudFormation(), backend);
      answer =
          new Answer(
              new DeadLetterQueues(clients.sqs(), resources).list(selection),
              new FailedObjects(clients.s3(), resources.failuresBucket(), backend.stack())
                  .list(selection, now));
    }
    if (format.json()) {
      output.json(answer);
    } else {
      show(answer, now);
    }
    return Exit.DONE;
  }

  private void show(Answer answer, Instant now) {
    Table table = new Table().left("stage").left("waiting").right("").right("oldest").left("from");
    for (Queue queue : answer.queues()) {
      if (queue.waiting() > 0) {
        table.row(
            queue.stage(), "messages", queue.waiting(), age(queue.oldest(), now), queue.name());
      }
    }
    Map<String, List<Failed>> byStage = new TreeMap<>();
    answer
        .objects()
        .forEach(one -> byStage.computeIfAbsent(one.stage(), s -> new ArrayList<>()).add(one));
    byStage.forEach(
        (stage, some) ->
            table.row(
                stage, "batches", some.size(), age(some.getFirst().at(), now), "failures bucket"));
    if (table.isEmpty()) {
      output.line("Nothing has failed for good.");
    } else {
      output.table(table);
    }
  }

  private static String age(@Nullable String since, Instant now) {
    return since == null ? "-" : Texts.duration(Duration.between(Instant.parse(since), now));
  }
}
