// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.record.Part;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace record}: all that is kept about one record. */
@Command(
    name = "record",
    header = "Show all parts of one record.",
    footer = {
      "",
      "Examples:",
      "  ./millrace record 3f2a9c0d5b6e7f8091a2b3c4d5e6f708",
      "  ./millrace record //shop.example/web order-4711"
    })
final class RecordCommand implements Callable<Integer> {

  private static final String LATITUDE = "latE6";
  private static final String LONGITUDE = "lonE6";
  private static final double MILLION = 1e6;

  /** What a field is called where its number is shown in another unit. */
  private static final Map<String, String> NAMES =
      Map.of(LATITUDE, "latitude", LONGITUDE, "longitude");

  private final Output output;

  @Mixin private final RecordName record = new RecordName();
  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  RecordCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    String id = record.id();
    List<Part> parts;
    try (Clients clients = backend.connect()) {
      String table = Resources.of(clients.cloudFormation(), backend).recordsTable();
      parts = new DynamoRecordStore(clients.dynamoDb(), table, Backoff.standard()).parts(id);
    }
    if (format.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("id", id);
      result.put("parts", parts.stream().map(Part::fields).toList());
      output.json(result);
    } else if (parts.isEmpty()) {
      output.note("No record " + id + " at " + backend.where());
    } else {
      output.heading("Record " + id);
      parts.forEach(this::show);
    }
    return parts.isEmpty() ? Exit.FAILED : Exit.DONE;
  }

  private void show(Part part) {
    Table table = new Table().left("").left("").indent("  ");
    part.fields()
        .forEach(
            (field, value) -> {
              if (!field.equals(Part.ID) && !field.equals(Part.PART)) {
                table.row(NAMES.getOrDefault(field, field), readable(field, value));
              }
            });
    output.line("");
    output.heading("part " + part.part());
    output.table(table);
  }

  private static String readable(String field, Object value) {
    if (value instanceof Long number) {
      return switch (field) {
        case Part.TIME -> Instant.ofEpochMilli(number).toString();
        case Part.EXPIRE_AT -> Instant.ofEpochSecond(number).toString();
        case LATITUDE, LONGITUDE -> String.valueOf(number / MILLION);
        default -> number.toString();
      };
    }
    return value.toString();
  }
}
