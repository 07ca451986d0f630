// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operations.Functions.Answer;
import io.millrace.operations.RedriveReport.Problem;
import io.millrace.shared.batch.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;

/**
 * Hands the records of one batch to its function until each is done or was tried alone in vain, or
 * time or luck ends. A batch that breaks is halved, so that one poisonous record keeps no other
 * back. No invocation joins records between which one is missing, because the aggregator marks what
 * it applies as stretches.
 */
final class Handover {

  private static final int MAX_PROBLEMS = 10;
  private static final int MAX_WHY_CHARS = 300;

  /** So many records alone and in vain, one behind the other, are the function's fault. */
  private static final int MAX_IN_VAIN = 5;

  private final Functions functions;
  private final RedriveConfig config;
  private final FailedBatch batch;
  private final Deque<List<JsonNode>> waiting;
  private final Set<JsonNode> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Problem> problems = new ArrayList<>();
  private int inVain;
  private int invocations;
  private String stopped = "";
  private boolean more;

  Handover(Functions functions, RedriveConfig config, FailedBatch batch) {
    this.functions = functions;
    this.config = config;
    this.batch = batch;
    this.waiting = new ArrayDeque<>(batch.runs());
  }

  /** Runs until nothing waits or something stops it. */
  void run(BooleanSupplier timeRemains) {
    while (!waiting.isEmpty()) {
      if (inVain >= MAX_IN_VAIN) {
        stop("stopped after " + inVain + " records in a row failed", false);
        return;
      }
      if (!timeRemains.getAsBoolean() || invocations >= config.maxInvocations()) {
        stop("stopped after " + invocations + " invocations; redrive it again", true);
        return;
      }
      next();
    }
  }

  private void next() {
    List<JsonNode> run = waiting.removeFirst();
    List<JsonNode> chunk = fitting(run);
    if (chunk.size() < run.size()) {
      waiting.addFirst(run.subList(chunk.size(), run.size()));
    }
    String event = batch.event(chunk);
    if (bytes(event) > config.maxPayloadBytes()) {
      problem(chunk.getFirst(), "alone it is over " + config.maxPayloadBytes() + " bytes");
      return;
    }
    invocations++;
    try {
      switch (functions.invoke(batch.function(), event)) {
        case Answer.Returned(String payload) -> returned(chunk, payload);
        case Answer.Broke(String error) -> broke(chunk, error);
      }
    } catch (UnavailableException e) {
      waiting.addFirst(chunk);
      stop(String.valueOf(e.getMessage()), true);
      waiting.clear();
    }
  }

  /** As many of the first records as an invocation takes; one at least. */
  private List<JsonNode> fitting(List<JsonNode> run) {
    long bytes = bytes(batch.event(List.of()));
    int n = 0;
    while (n < run.size()) {
      bytes += bytes(run.get(n).toString()) + (n > 0 ? 1 : 0);
      if (bytes > config.maxPayloadBytes() && n > 0) {
        break;
      }
      n++;
    }
    return run.subList(0, n);
  }

  private void broke(List<JsonNode> chunk, String error) {
    if (chunk.size() == 1) {
      problem(chunk.getFirst(), error);
      return;
    }
    split(chunk, chunk.size() / 2);
  }

  private void returned(List<JsonNode> chunk, String payload) {
    List<String> ids = chunk.stream().map(batch.source()::id).toList();
    SortedSet<Integer> failed = PartialFailures.of(payload, ids);
    if (!batch.source().isOrdered()) {
      for (int i = 0; i < chunk.size(); i++) {
        if (failed.contains(i)) {
          problem(chunk.get(i), "reported as failed");
        } else {
          done(chunk.subList(i, i + 1));
        }
      }
      return;
    }
    int lowest = failed.isEmpty() ? chunk.size() : failed.getFirst();
    done(chunk.subList(0, lowest));
    List<JsonNode> rest = chunk.subList(lowest, chunk.size());
    if (rest.size() == 1) {
      problem(rest.getFirst(), "reported as failed");
    } else if (!rest.isEmpty()) {
      // The first of them is to blame, as it seems; behind it all may be well.
      split(rest, 1);
    }
  }

  private void split(List<JsonNode> records, int at) {
    waiting.addFirst(records.subList(at, records.size()));
    waiting.addFirst(records.subList(0, at));
  }

  private void done(List<JsonNode> records) {
    done.addAll(records);
    inVain = records.isEmpty() ? inVain : 0;
  }

  private void problem(JsonNode record, String why) {
    inVain++;
    if (problems.size() < MAX_PROBLEMS) {
      String cut = why.length() > MAX_WHY_CHARS ? why.substring(0, MAX_WHY_CHARS) + "…" : why;
      problems.add(new Problem(batch.source().id(record), cut));
    }
  }

  private void stop(String why, boolean again) {
    stopped = why;
    more = again;
  }

  /** How many records the function took. */
  int done() {
    return done.size();
  }

  /** What the function did not take, as stretches of neighbours. */
  List<List<JsonNode>> left() {
    List<List<JsonNode>> left = new ArrayList<>();
    for (List<JsonNode> run : batch.runs()) {
      List<JsonNode> stretch = new ArrayList<>();
      for (JsonNode record : run) {
        if (!done.contains(record)) {
          stretch.add(record);
        } else if (!stretch.isEmpty()) {
          left.add(stretch);
          stretch = new ArrayList<>();
        }
      }
      if (!stretch.isEmpty()) {
        left.add(stretch);
      }
    }
    return left;
  }

  /** Those that failed; the first few. */
  List<Problem> problems() {
    return problems;
  }

  /** Whether some were not tried, and may well succeed. */
  boolean more() {
    return more;
  }

  /** Why it ended before its time; empty when it did not. */
  String stopped() {
    return stopped;
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
