// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace rejects list}: what was wrong, by stage, reason and time. */
@Command(
    name = "list",
    header = "List rejects by stage, reason and time, the oldest first.",
    footer = {"", "Example:", "  ./millrace rejects list --stage enrich --since 2h"})
final class RejectsListCommand implements Callable<Integer> {

  private static final int MAX_LISTED = 50;
  private static final int MAX_DETAIL = 60;

  private final Output output;

  @Mixin private final RejectSelection selection = new RejectSelection();
  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  RejectsListCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    List<RejectPart> rejects;
    try (Clients clients = backend.connect()) {
      String table = Resources.of(clients.cloudFormation(), backend).recordsTable();
      rejects = selection.read(clients.dynamoDb(), table, Instant.now());
    }
    if (format.json()) {
      output.json(Map.of("rejects", rejects.stream().map(Part::fields).toList()));
    } else if (rejects.isEmpty()) {
      output.line("No such reject.");
    } else {
      show(rejects);
    }
    return Exit.DONE;
  }

  private void show(List<RejectPart> rejects) {
    Table table =
        new Table()
            .left("id")
            .left("stage")
            .left("reason")
            .left("time")
            .left("origin")
            .left("detail");
    rejects.stream()
        .limit(MAX_LISTED)
        .forEach(
            one ->
                table.row(
                    one.id(),
                    one.stage(),
                    one.reason(),
                    one.time(),
                    one.origin(),
                    Texts.cut(one.detail(), MAX_DETAIL)));
    output.table(table);
    if (rejects.size() > MAX_LISTED) {
      output.line("and " + Texts.grouped(rejects.size() - MAX_LISTED) + " more (--json lists all)");
    }
  }
}
