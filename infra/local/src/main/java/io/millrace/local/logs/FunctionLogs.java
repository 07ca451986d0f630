// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.logs;

import io.millrace.local.monitoring.MetricSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The latest lines of all functions' logs; one stream a function, because there is one file a
 * function. Thread-safe.
 */
public final class FunctionLogs implements MetricSource {
  /** Of each stream; what is older is in the file only. */
  static final int MAX_EVENTS = 20_000;

  /** Characters of each stream's messages together. */
  static final long MAX_CHARS = 4L * 1024 * 1024;

  /** How far into a line its own time is looked for. */
  private static final int TIME_WITHIN = 300;

  private static final Pattern OWN_TIME =
      Pattern.compile(
          "(?:^|\"(?:timestamp|time)\"\\s*:\\s*\")(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z)");

  private final Supplier<List<Source>> sources;
  private final Consumer<String> eachLine;
  private final InstantSource clock;
  private final Map<String, Stream> streams = new HashMap<>();
  private long lines;

  /**
   * A function's log.
   *
   * @param group the log group's name
   * @param function which is the stream's name
   */
  public record Source(String group, String function, Path file) {}

  private static final class Stream {
    private final LogTail tail;
    private final Deque<LogEvent> events = new ArrayDeque<>();
    private long chars;

    Stream(Path file) {
      this.tail = new LogTail(file);
    }

    void add(LogEvent event) {
      events.add(event);
      chars += event.message().length();
      while (events.size() > MAX_EVENTS || chars > MAX_CHARS) {
        chars -= events.remove().message().length();
      }
    }
  }

  /**
   * @param sources the logs there are now
   * @param eachLine gets every line once
   */
  public FunctionLogs(
      Supplier<List<Source>> sources, Consumer<String> eachLine, InstantSource clock) {
    this.sources = sources;
    this.eachLine = eachLine;
    this.clock = clock;
  }

  @Override
  public synchronized void refresh() {
    for (Source source : sources.get()) {
      Stream stream = streams.computeIfAbsent(source.function(), name -> new Stream(source.file()));
      try {
        stream.tail.read(
            line -> {
              eachLine.accept(line);
              long now = clock.millis();
              stream.add(new LogEvent(++lines, source.function(), time(line, now), now, line));
            });
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the log " + source.file(), e);
      }
    }
  }

  private static long time(String line, long otherwise) {
    Matcher time = OWN_TIME.matcher(line).region(0, Math.min(line.length(), TIME_WITHIN));
    try {
      return time.find() ? Instant.parse(time.group(1)).toEpochMilli() : otherwise;
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }

  /** The streams' names, by group. */
  SortedMap<String, List<String>> groups() {
    SortedMap<String, List<String>> groups = new TreeMap<>();
    for (Source source : sources.get()) {
      groups.merge(
          source.group(),
          List.of(source.function()),
          (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).sorted().toList());
    }
    return groups;
  }

  /** The events of a group's streams, by time. */
  synchronized List<LogEvent> events(List<String> names) {
    return names.stream()
        .flatMap(name -> Optional.ofNullable(streams.get(name)).stream())
        .flatMap(stream -> stream.events.stream())
        .sorted(Comparator.comparingLong(LogEvent::timestamp))
        .toList();
  }
}
