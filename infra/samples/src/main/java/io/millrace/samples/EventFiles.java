// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * The two event files: mostly good lines, 1% wrong ones, 2% exact duplicates, some of them across
 * the files.
 */
final class EventFiles {

  static final String NDJSON = "events.ndjson";
  static final String CSV = "events.csv.gz";

  private static final int NDJSON_LINES = 6_000;
  private static final int NDJSON_WRONG = 60;
  private static final int NDJSON_TWICE = 100;
  private static final int CSV_LINES = 4_000;
  private static final int CSV_WRONG = 40;
  private static final int CSV_TWICE = 50;
  private static final int CSV_AGAIN_IN_NDJSON = 50;
  private static final int NDJSON_TOO_OLD = 6;
  private static final int NDJSON_TOO_EARLY = 4;
  private static final int CSV_TOO_OLD = 3;
  private static final int CSV_TOO_EARLY = 2;
  private static final Duration TOO_OLD = Duration.ofDays(30);
  private static final Duration TOO_EARLY = Duration.ofDays(2);

  private static final long SEED = 20_261_123;

  private final Random random = new Random(SEED);
  private final EventTally tally = new EventTally();
  private final EventSource source;
  private final Instant now;

  EventFiles(Instant now) {
    this.now = now;
    source = new EventSource(random, now);
  }

  Expected.Events write(Path directory) throws IOException {
    List<SampleEvent> rows =
        events(CSV_LINES - CSV_WRONG - CSV_TWICE - CSV_TOO_OLD - CSV_TOO_EARLY, true);
    List<byte[]> csv = lines(rows, Lines::csv);
    csv.addAll(lines(some(rows, CSV_TWICE), Lines::csv));
    csv.addAll(outOfTime(CSV_TOO_OLD, CSV_TOO_EARLY, true, Lines::csv));
    csv.addAll(wrong(Malformed.CSV, CSV_WRONG - 1, true));
    Collections.shuffle(csv, random);
    csv.addFirst(String.join(",", Lines.COLUMNS).getBytes(StandardCharsets.UTF_8));
    csv.addAll(wrong(List.of(Malformed.UNCLOSED_QUOTE), 1, true));

    List<SampleEvent> documents =
        events(
            NDJSON_LINES
                - NDJSON_WRONG
                - NDJSON_TWICE
                - CSV_AGAIN_IN_NDJSON
                - NDJSON_TOO_OLD
                - NDJSON_TOO_EARLY,
            false);
    List<byte[]> ndjson = lines(documents, Lines::json);
    ndjson.addAll(lines(some(documents, NDJSON_TWICE), Lines::json));
    ndjson.addAll(lines(some(rows, CSV_AGAIN_IN_NDJSON), Lines::json));
    ndjson.addAll(outOfTime(NDJSON_TOO_OLD, NDJSON_TOO_EARLY, false, Lines::json));
    List<byte[]> wrong = wrong(Malformed.JSON, NDJSON_WRONG - 1, false);
    ndjson.addAll(wrong);
    // A line that can't be parsed has no id but its position: twice the same are two rejects.
    ndjson.add(wrong.getFirst());
    tally.rejected(Malformed.JSON.getFirst().reason());
    Collections.shuffle(ndjson, random);

    try (OutputStream out = Files.newOutputStream(directory.resolve(NDJSON))) {
      out.write(joined(ndjson));
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(CSV)))) {
      out.write(joined(csv));
    }
    return tally.toExpected();
  }

  private List<SampleEvent> events(int count, boolean textOnly) {
    List<SampleEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(source.next(textOnly));
    }
    return events;
  }

  private List<byte[]> lines(List<SampleEvent> events, Function<SampleEvent, String> format) {
    List<byte[]> lines = new ArrayList<>(events.size());
    for (SampleEvent event : events) {
      tally.accepted(event);
      lines.add(format.apply(event).getBytes(StandardCharsets.UTF_8));
    }
    return lines;
  }

  private List<SampleEvent> some(List<SampleEvent> events, int count) {
    List<SampleEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, count);
  }

  private List<byte[]> outOfTime(
      int old, int early, boolean textOnly, Function<SampleEvent, String> format) {
    List<byte[]> lines = new ArrayList<>();
    for (SampleEvent event : events(old, textOnly)) {
      tally.rejected("TOO_OLD");
      lines.add(
          format.apply(event.at(event.instant().minus(TOO_OLD))).getBytes(StandardCharsets.UTF_8));
    }
    for (SampleEvent event : events(early, textOnly)) {
      tally.rejected("TOO_EARLY");
      Instant ahead = now.plus(TOO_EARLY).plus(Duration.between(event.instant(), now));
      lines.add(format.apply(event.at(ahead)).getBytes(StandardCharsets.UTF_8));
    }
    return lines;
  }

  private List<byte[]> wrong(List<Malformed> kinds, int count, boolean textOnly) {
    List<byte[]> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Malformed kind = kinds.get(i % kinds.size());
      tally.rejected(kind.reason());
      lines.add(kind.line(source.next(textOnly)));
    }
    return lines;
  }

  private static byte[] joined(List<byte[]> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      out.writeBytes(line);
      out.write('\n');
    }
    return out.toByteArray();
  }
}
