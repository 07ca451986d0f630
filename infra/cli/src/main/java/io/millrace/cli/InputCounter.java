// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.PlainDefaults;
import io.millrace.shared.event.Utf8;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Counts the input without the pipeline, so that the pipeline's numbers have something to agree
 * with. What an event is, it asks the contract; how files become lines, it does by itself.
 */
final class InputCounter {

  private static final int HEAD_BYTES = 64 * 1024;
  private static final String TIME_COLUMN = "time";

  private final Set<String> ids = new HashSet<>();
  private final Set<String> eventKeys = new HashSet<>();
  private long photos;
  private long events;
  private long unreadable;

  private InputCounter() {}

  static Input count(Map<String, Path> files) {
    InputCounter counter = new InputCounter();
    files.forEach(counter::add);
    return new Input(
        counter.photos, counter.events, counter.ids.size(), counter.unreadable, counter.eventKeys);
  }

  private void add(String key, Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), HEAD_BYTES)) {
      byte[] magic = head(in, 2);
      boolean gzip = magic.length == 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B;
      InputStream content =
          gzip ? new BufferedInputStream(new GZIPInputStream(in), HEAD_BYTES) : in;
      String start = new String(head(content, HEAD_BYTES), StandardCharsets.ISO_8859_1);
      if (start.stripLeading().startsWith("{")) {
        eventKeys.add(key);
        addLines(key, content);
      } else if (isHeader(start.lines().findFirst().orElse(""))) {
        eventKeys.add(key);
        addRows(key, content);
      } else {
        photos++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static byte[] head(InputStream in, int bytes) throws IOException {
    in.mark(bytes);
    byte[] head = in.readNBytes(bytes);
    in.reset();
    return head;
  }

  private static boolean isHeader(String line) {
    List<String> columns = List.of(line.replace("\"", "").split(",", -1));
    return columns.size() > 1 && columns.contains(TIME_COLUMN);
  }

  private void addLines(String key, InputStream in) throws IOException {
    Lines lines = new Lines(in, EventLimits.MAX_EVENT_BYTES);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (!Lines.isBlank(line)) {
        add(EventCodec.readLine(line, defaults(key, lines.number())).outcome());
      }
    }
  }

  private void addRows(String key, InputStream in) throws IOException {
    CsvRows rows =
        new CsvRows(new Lines(in, EventLimits.MAX_EVENT_BYTES), EventLimits.MAX_EVENT_BYTES);
    CsvRows.Row header = rows.next();
    List<String> columns = header == null || header.cells() == null ? List.of() : header.cells();
    for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
      add(outcome(key, row, columns));
    }
  }

  private static Outcome<CloudEvent> outcome(String key, CsvRows.Row row, List<String> columns) {
    List<String> cells = row.cells();
    if (cells == null || cells.size() != columns.size()) {
      return Outcome.rejected(Reason.MALFORMED_CSV, "");
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      byte[] bytes = cells.get(i).getBytes(StandardCharsets.ISO_8859_1);
      if (!Utf8.isValid(bytes, 0, bytes.length)) {
        return Outcome.rejected(Reason.MALFORMED_UTF8, columns.get(i));
      }
      named.put(columns.get(i), new String(bytes, StandardCharsets.UTF_8));
    }
    return EventCodec.ofRow(named, defaults(key, row.number()));
  }

  /** Ids by position only need to differ here as they do in the pipeline. */
  private static PlainDefaults defaults(String key, long line) {
    return PlainDefaults.ofLine("", key, "", line);
  }

  private void add(Outcome<CloudEvent> outcome) {
    events++;
    switch (outcome) {
      case Outcome.Accepted<CloudEvent>(CloudEvent event) -> ids.add(event.recordId());
      case Outcome.Rejected<CloudEvent> wrong -> unreadable++;
    }
  }
}
