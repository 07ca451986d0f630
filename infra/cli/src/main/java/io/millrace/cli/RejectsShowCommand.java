// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.event.Utf8;
import io.millrace.shared.record.RejectPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace rejects show}: one reject with its bytes. */
@Command(
    name = "show",
    header = "Show a reject: reason, detail, origin, and its bytes as text or the first as hex.",
    footer = {"", "Example:", "  ./millrace rejects show 3f2a9c0d5b6e7f8091a2b3c4d5e6f708"})
final class RejectsShowCommand implements Callable<Integer> {

  private static final int MAX_TEXT = 4_000;
  private static final int MAX_HEX = 256;
  private static final int HEX_A_LINE = 16;

  private final Output output;

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Parameters(paramLabel = "ID", description = "Id of the reject, as 'rejects list' shows it.")
  private String id = "";

  RejectsShowCommand(Output output) {
    this.output = output;
  }

  private record Shown(RejectPart reject, Optional<byte[]> bytes) {}

  @Override
  public Integer call() {
    List<Shown> shown = new ArrayList<>();
    try (Clients clients = backend.connect()) {
      Resources resources = Resources.of(clients.cloudFormation(), backend);
      RawBytes raw = new RawBytes(clients.s3(), resources.rejectsBucket());
      new DynamoRecordStore(clients.dynamoDb(), resources.recordsTable(), Backoff.standard())
          .parts(id)
          .forEach(
              part -> {
                if (part instanceof RejectPart reject) {
                  String key = reject.raw();
                  shown.add(new Shown(reject, key == null ? Optional.empty() : raw.of(key)));
                }
              });
    }
    if (shown.isEmpty()) {
      throw new CommandException("No reject " + id + " at " + backend.where());
    }
    if (format.json()) {
      output.json(Map.of("rejects", shown.stream().map(RejectsShowCommand::json).toList()));
    } else {
      shown.forEach(this::show);
    }
    return Exit.DONE;
  }

  private static Map<String, Object> json(Shown shown) {
    Map<String, Object> json = new LinkedHashMap<>(shown.reject().fields());
    shown
        .bytes()
        .ifPresent(
            bytes -> {
              if (Utf8.isValid(bytes, 0, bytes.length)) {
                json.put("text", new String(bytes, StandardCharsets.UTF_8));
              } else {
                json.put("base64", Base64.getEncoder().encodeToString(bytes));
              }
            });
    return json;
  }

  private void show(Shown shown) {
    RejectPart reject = shown.reject();
    output.heading(reject.reason() + ": " + reject.detail());
    Table table = new Table().left("").left("").indent("  ");
    table.row("stage", reject.stage());
    table.row("part", reject.part());
    table.row("origin", reject.origin());
    table.row("time", reject.time());
    output.table(table);
    output.line("");
    if (shown.bytes().isEmpty()) {
      output.line(
          reject.raw() == null
              ? "The upload still holds its bytes."
              : "Its bytes are gone: they are kept for 14 days.");
      return;
    }
    byte[] bytes = shown.bytes().get();
    if (Utf8.isValid(bytes, 0, bytes.length)) {
      output.line(Texts.cut(new String(bytes, StandardCharsets.UTF_8), MAX_TEXT));
      return;
    }
    for (int from = 0; from < Math.min(bytes.length, MAX_HEX); from += HEX_A_LINE) {
      byte[] some = Arrays.copyOfRange(bytes, from, Math.min(from + HEX_A_LINE, bytes.length));
      output.line(String.format("%08x  ", from) + HexFormat.ofDelimiter(" ").formatHex(some));
    }
    output.line(Texts.bytes(bytes.length) + " in all");
  }
}
