// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The log file of one function: the output of its processes, and Lambda's own lines around every
 * invocation, as text or as JSON. [nodejs-logging, monitoring-cloudwatchlogs-logformat]
 * Thread-safe: every line is one appending write.
 */
final class FunctionLog {
  private static final int TAIL_BYTES = 4 * 1024;

  private final Path file;

  FunctionLog(Path directory, String functionName) throws IOException {
    Files.createDirectories(directory);
    file = directory.resolve(functionName + ".log");
  }

  Path file() {
    return file;
  }

  void started(String requestId, String version, boolean json) {
    if (json) {
      ObjectNode entry = JsonNodeFactory.instance.objectNode();
      entry.put("requestId", requestId).put("version", version);
      append(platform("platform.start", entry));
    } else {
      append("START RequestId: " + requestId + " Version: " + version);
    }
  }

  /** What REPORT says; durations in milliseconds. */
  record Report(
      String requestId,
      double duration,
      OptionalDouble initDuration,
      int memoryMegabytes,
      OptionalLong peakMegabytes,
      String status) {

    /** Initialization is billed with the invocation that waited for it. */
    long billed() {
      return (long) Math.ceil(duration + initDuration.orElse(0));
    }
  }

  void ended(Report report, boolean json) {
    if (json) {
      ObjectNode entry = JsonNodeFactory.instance.objectNode();
      entry.put("requestId", report.requestId()).put("status", report.status());
      ObjectNode metrics = entry.putObject("metrics");
      metrics
          .put("durationMs", rounded(report.duration()))
          .put("billedDurationMs", report.billed());
      metrics.put("memorySizeMB", report.memoryMegabytes());
      report.peakMegabytes().ifPresent(peak -> metrics.put("maxMemoryUsedMB", peak));
      report.initDuration().ifPresent(init -> metrics.put("initDurationMs", rounded(init)));
      append(platform("platform.report", entry));
    } else {
      StringBuilder line = new StringBuilder("END RequestId: ").append(report.requestId());
      line.append('\n').append("REPORT RequestId: ").append(report.requestId());
      line.append(String.format(Locale.ROOT, "\tDuration: %.2f ms", report.duration()));
      line.append("\tBilled Duration: ").append(report.billed()).append(" ms");
      line.append("\tMemory Size: ").append(report.memoryMegabytes()).append(" MB");
      report
          .peakMegabytes()
          .ifPresent(peak -> line.append("\tMax Memory Used: ").append(peak).append(" MB"));
      report
          .initDuration()
          .ifPresent(
              init -> line.append(String.format(Locale.ROOT, "\tInit Duration: %.2f ms", init)));
      if (!report.status().equals("success")) {
        line.append("\tStatus: ").append(report.status());
      }
      append(line.toString());
    }
  }

  /** A line of the platform's own, for example that a task timed out. */
  void append(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the log " + file, e);
    }
  }

  /** The position behind the last byte. */
  long end() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log " + file, e);
    }
  }

  /**
   * What was written after a position, its last four kilobytes at most; lines of parallel
   * invocations among them.
   */
  String tail(long from) {
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
      long start = Math.max(from, channel.size() - TAIL_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - start));
      channel.position(start);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until all of it is there
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log " + file, e);
    }
  }

  private static String platform(String type, ObjectNode entry) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("time", Instant.now().toString()).put("type", type).set("record", entry);
    return line.toString();
  }

  private static double rounded(double millis) {
    return Math.round(millis * 1000) / 1000.0;
  }
}
