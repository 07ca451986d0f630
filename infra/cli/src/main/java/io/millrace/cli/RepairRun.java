// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.record.Keeping;
import io.millrace.sink.Repair;
import java.time.Duration;
import java.util.Map;

/** A repair from the first pause to the last resumption, with a word on every step. */
final class RepairRun {

  /** Behind a disabled mapping no function runs any more in the local cloud. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  /** On AWS an invocation may outlive its mapping: the longest timeout of a writer. */
  private static final Duration QUIET_ON_AWS = Duration.ofSeconds(125);

  private static final int LOOKS = 10;

  private final Backend backend;
  private final Output output;
  private final Shutdown shutdown;

  RepairRun(Backend backend, Output output, Shutdown shutdown) {
    this.backend = backend;
    this.output = output;
    this.shutdown = shutdown;
  }

  Repair.Outcome run(Clients clients, Resources resources) {
    Repair repair =
        Repair.of(
            clients.dynamoDb(),
            clients.dynamoDbStreams(),
            resources.recordsTable(),
            resources.aggregatesTable(),
            Keeping.DEFAULT);
    try (WritersPause pause = new WritersPause(clients.lambda())) {
      // Ctrl-C must not leave the pipeline standing.
      shutdown.install(pause::close);
      output.note("Pausing upload, enrich and resize; what arrives waits in the stream and queues");
      pause.begin(backend.stack());
      awaitQuiet(repair);
      output.note("Comparing and mending");
      return repair.mend();
    } finally {
      output.note("Resumed");
    }
  }

  private void awaitQuiet(Repair repair) {
    Duration quiet = backend.isAws() ? QUIET_ON_AWS : QUIET;
    Map<String, String> before = repair.tips();
    for (int look = 0; look < LOOKS; look++) {
      Pauses.pause(quiet);
      Map<String, String> now = repair.tips();
      if (now.equals(before)) {
        return;
      }
      before = now;
    }
    throw new CommandException(
        "Somebody goes on writing records although the mappings are paused: a redrive, perhaps?"
            + " Nothing was changed; repair again when it is done");
  }
}
