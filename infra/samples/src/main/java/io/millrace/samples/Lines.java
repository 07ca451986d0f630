// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Events as lines of text, without the line's end. */
final class Lines {

  /** The columns of the CSV file: attributes first, then the data's fields. */
  static final List<String> COLUMNS =
      List.of(
          "id",
          "source",
          "type",
          "time",
          "clientip",
          "session",
          "page",
          "title",
          "amountCents",
          "currency",
          "agent");

  private static final int ATTRIBUTES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Lines() {}

  static String json(SampleEvent event) {
    return json(event.toCloudEvent());
  }

  static String json(Map<String, Object> event) {
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write an event as JSON", e);
    }
  }

  static String csv(SampleEvent event) {
    return csv(cells(event));
  }

  static String csv(List<String> cells) {
    return cells.stream().map(Lines::cell).collect(Collectors.joining(","));
  }

  /** The cells of an event's row, in the order of the columns. */
  static List<String> cells(SampleEvent event) {
    List<String> cells = new ArrayList<>();
    cells.add(event.id());
    cells.add(event.source());
    cells.add(event.type());
    cells.add(event.time());
    cells.add(event.clientIp() == null ? "" : event.clientIp());
    for (String column : COLUMNS.subList(ATTRIBUTES, COLUMNS.size())) {
      cells.add(String.valueOf(event.data().get(column)));
    }
    return cells;
  }

  /** Quoted where RFC 4180 asks for it; no sample has a line break in a cell. */
  private static String cell(String value) {
    return value.contains(",") || value.contains("\"")
        ? '"' + value.replace("\"", "\"\"") + '"'
        : value;
  }
}
