// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.local.journal.Attempt;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the local cloud remembers of its mappings' attempts; AWS tells nobody. */
final class Attempts {

  private final ControlClient cloud;
  private boolean complete = true;

  Attempts(ControlClient cloud) {
    this.cloud = cloud;
  }

  /** The local cloud's answer. */
  record Answer(
      @JsonProperty(value = "complete", required = true) boolean complete,
      @JsonProperty(value = "attempts", required = true) List<Attempt> attempts) {}

  /**
   * One trace in which the record is.
   *
   * @param functions that told of it
   */
  record Sampled(
      @JsonProperty(value = "id", required = true) String id,
      @JsonProperty(value = "functions", required = true) List<String> functions) {}

  /** Its answer about traces. */
  record Traces(@JsonProperty(value = "traces", required = true) List<Sampled> traces) {}

  List<Attempt> at(String position) {
    return ask("position", position);
  }

  List<Attempt> withText(String text) {
    return ask("text", text);
  }

  /** Those that put a stream record. */
  List<Attempt> thatPut(String sequenceNumber) {
    return ask("put", sequenceNumber);
  }

  /** What X-Ray finds by the record; none when nothing of it was sampled. */
  List<Sampled> traces(String recordId) {
    return cloud
        .find("traces?record=" + URLEncoder.encode(recordId, StandardCharsets.UTF_8), Traces.class)
        .map(Traces::traces)
        .orElse(List.of());
  }

  /** Whether nothing was forgotten yet of what was asked for. */
  boolean complete() {
    return complete;
  }

  private List<Attempt> ask(String question, String value) {
    String path = "attempts?" + question + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    Optional<Answer> answer = cloud.find(path, Answer.class);
    complete &= answer.map(Answer::complete).orElse(false); // another cloud knows nothing of them
    return answer.map(Answer::attempts).orElse(List.of());
  }

  /**
   * Attempts as steps of one record's way, numbered.
   *
   * @param own which item of a batch is the record's
   */
  static List<Hop> hops(List<Attempt> attempts, Predicate<Attempt.Item> own) {
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      hops.add(
          new Hop(
              Instant.ofEpochMilli(attempt.beganAtMillis()),
              attempt.function(),
              "attempt "
                  + (i + 1)
                  + ", "
                  + Texts.grouped(attempt.items().size())
                  + " in the batch: "
                  + outcome(attempt, own)
                  + " after "
                  + Texts.millis(attempt.endedAtMillis() - attempt.beganAtMillis()),
              attempt.requestId()));
    }
    return hops;
  }

  /** Streams are replayed from the first failure on, so what comes behind it counts as failed. */
  private static String outcome(Attempt attempt, Predicate<Attempt.Item> own) {
    if (!attempt.outcome().equals("succeeded") || attempt.failures().isEmpty()) {
      return attempt.outcome().equals("succeeded") ? "done" : attempt.outcome();
    }
    boolean stream = attempt.items().stream().allMatch(item -> item.body().isEmpty());
    boolean failed = false;
    for (Attempt.Item item : attempt.items()) {
      boolean named = attempt.failures().contains(item.position());
      failed = named || (failed && stream);
      if (own.test(item)) {
        return named ? "reported as failed" : failed ? "behind a failure" : "done";
      }
    }
    return "done in part";
  }
}
