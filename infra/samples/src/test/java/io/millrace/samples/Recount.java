// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import com.maxmind.db.Reader;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.PlainDefaults;
import io.millrace.shared.event.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the event files as they stand, by the pipeline's codec and the committed database: two
 * ways to one number.
 */
final class Recount {

  private static final File DATABASE =
      new File("../../enrich/src/main/resources/io/millrace/enrich/sample.mmdb");
  private static final PlainDefaults DEFAULTS = new PlainDefaults("line", "file", "event");

  private final EventTally tally = new EventTally();
  private final Map<String, String> fileOfEvent = new HashMap<>();
  private final Reader places = new Reader(DATABASE);
  private final Instant oldest;
  private final Instant newest;
  private final Set<String> acrossFiles = new HashSet<>();

  Recount(Instant now, Duration lateness, Duration skew) throws IOException {
    oldest = now.minus(lateness);
    newest = now.plus(skew);
  }

  EventTally tally() {
    return tally;
  }

  /** Events that stand in both files, with the same content. */
  int acrossFiles() {
    return acrossFiles.size();
  }

  void ndjson(Path file) throws IOException {
    for (byte[] line : lines(Files.readAllBytes(file))) {
      count(EventCodec.readLine(line, DEFAULTS).outcome(), "ndjson");
    }
  }

  void csv(Path file) throws IOException {
    List<byte[]> lines;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      lines = lines(in.readAllBytes());
    }
    List<String> header = cells(lines.getFirst());
    for (byte[] line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      if (!Utf8.isValid(line, 0, line.length)) {
        tally.rejected(Reason.MALFORMED_UTF8.name());
      } else if (cells == null || header == null || cells.size() != header.size()) {
        tally.rejected(Reason.MALFORMED_CSV.name());
      } else {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
          row.put(header.get(i), cells.get(i));
        }
        count(EventCodec.ofRow(row, DEFAULTS), "csv");
      }
    }
  }

  private void count(Outcome<CloudEvent> outcome, String file) throws IOException {
    switch (outcome) {
      case Outcome.Rejected<CloudEvent> wrong -> tally.rejected(wrong.reason().name());
      case Outcome.Accepted<CloudEvent> right -> count(right.value(), file);
    }
  }

  private void count(CloudEvent event, String file) throws IOException {
    if (event.time().isBefore(oldest)) {
      tally.rejected(Reason.TOO_OLD.name());
    } else if (event.time().isAfter(newest)) {
      tally.rejected(Reason.TOO_EARLY.name());
    } else {
      String first = fileOfEvent.putIfAbsent(event.toString(), file);
      if (first != null && !first.equals(file)) {
        acrossFiles.add(event.toString());
      }
      tally.accepted(
          new SampleEvent(
              event.id(),
              event.source(),
              event.type(),
              event.time(),
              event.time().toString(),
              event.clientIp(),
              country(event.clientIp()),
              Map.of()));
    }
  }

  private String country(@Nullable String clientIp) throws IOException {
    Map<?, ?> place =
        clientIp == null ? null : places.get(InetAddress.ofLiteral(clientIp), Map.class);
    return place != null && place.get("country") instanceof Map<?, ?> country
        ? String.valueOf(country.get("iso_code"))
        : Expected.UNKNOWN_COUNTRY;
  }

  /** The cells of a row; null when a quote is never closed. */
  private static @Nullable List<String> cells(byte[] line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : new String(line, StandardCharsets.UTF_8).toCharArray()) {
      if (c == '"') {
        if (!quoted && cell.length() > 0) {
          cell.append(c); // the second of a doubled quote
        }
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return quoted ? null : cells;
  }

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte b : bytes) {
      if (b == '\n') {
        lines.add(line.toByteArray());
        line.reset();
      } else {
        line.write(b);
      }
    }
    return lines;
  }
}
