// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.proof.RecordsTable.Change;
import io.millrace.proof.RecordsTable.Key;
import io.millrace.proof.Reference.Candidate;
import io.millrace.proof.Reference.Expected;
import io.millrace.proof.Reference.Version;
import io.millrace.shared.event.Json;
import io.millrace.transform.ResizeUnderTest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is not as it must be, once everything has come to rest. */
final class Findings {

  private final Pipeline pipeline;
  private final Expected expected;
  private final List<Version> versions;
  private final List<String> wrong = new ArrayList<>();

  private Findings(Pipeline pipeline, Reference reference) {
    this.pipeline = pipeline;
    this.expected = reference.expected();
    this.versions = reference.versions();
  }

  /** A line for each thing that is wrong; none when the properties hold. */
  static List<String> of(Pipeline pipeline, Reference reference) {
    Findings findings = new Findings(pipeline, reference);
    findings.records();
    findings.versions();
    findings.history();
    findings.view();
    findings.renditions();
    findings.publication();
    findings.wrong.addAll(pipeline.announcements.wrong());
    return findings.wrong;
  }

  /** Every input is exactly one of accepted or rejected, as the reference has it. */
  private void records() {
    Map<Key, Map<String, Object>> items = pipeline.records.items();
    Set<Key> keys = new TreeSet<>(items.keySet());
    keys.addAll(expected.certain().keySet());
    for (Key key : keys) {
      Map<String, Object> item = items.get(key);
      if (item == null) {
        if (!isTakenAway(key)) {
          wrong.add("missing " + expected.certain().get(key));
        }
      } else if (!isAllowed(key, item)) {
        wrong.add(
            "stands %s, allowed %s %s"
                .formatted(item, expected.certain().get(key), expected.possible().get(key)));
      }
    }
  }

  private boolean isTakenAway(Key key) {
    return pipeline.records.deleted().contains(key)
        || pipeline.records.expired().stream().anyMatch(item -> Key.of(item).equals(key));
  }

  private boolean isAllowed(Key key, Map<String, Object> item) {
    List<Candidate> must = expected.certain().getOrDefault(key, List.of());
    List<Candidate> may = expected.possible().getOrDefault(key, List.of());
    boolean accepted = "accepted".equals(item.get("status"));
    if (!accepted && must.stream().anyMatch(Candidate::isAccepted) && !isTakenAway(key)) {
      return false;
    }
    return must.stream().anyMatch(candidate -> matches(candidate, item))
        || may.stream().anyMatch(candidate -> matches(candidate, item));
  }

  private boolean matches(Candidate candidate, Map<String, Object> item) {
    if (candidate.isAccepted()) {
      Map<String, Object> comparable = new TreeMap<>(item);
      // What stands there is for another check to say: keys hold a hash of the settings.
      comparable.remove("renditions");
      return comparable.equals(new TreeMap<>(candidate.item()));
    }
    return item.entrySet().containsAll(candidate.item().entrySet()) && keepsRaw(candidate, item);
  }

  /**
   * The bytes of a reject stand in the rejects bucket: by themselves, or in a line of their own.
   */
  private boolean keepsRaw(Candidate candidate, Map<String, Object> item) {
    String expectedRaw = candidate.raw();
    if (expectedRaw == null) {
      return true;
    }
    String[] raw = String.valueOf(item.get("raw")).split("#", 2);
    Buckets.Stored stored = pipeline.buckets.get(Pipeline.REJECTS, raw[0]);
    if (stored == null) {
      return false;
    }
    String text = Bytes.text(stored.body());
    if (raw.length == 1) {
      return text.strip().equals(expectedRaw.strip());
    }
    return text.lines()
        .map(Findings::json)
        .filter(line -> line.get("line").asText().equals(raw[1]))
        .anyMatch(line -> expectedRaw.equals(rawText(line)));
  }

  private static @Nullable String rawText(JsonNode line) {
    if (line.has("text")) {
      return line.get("text").textValue();
    }
    try {
      return Bytes.text(line.get("base64").binaryValue());
    } catch (IOException e) {
      throw new IllegalStateException("No base64: " + line, e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text, JsonNode.class);
    } catch (IOException e) {
      throw new IllegalStateException("No JSON: " + text, e);
    }
  }

  /** A version that was replaced was read whole, or it was gone. */
  private void versions() {
    Set<Key> keys = new HashSet<>(pipeline.records.items().keySet());
    keys.addAll(pipeline.records.deleted());
    for (Version version : versions) {
      if (version.superseded()
          && version.gone().stream().noneMatch(this::isGone)
          && !keys.containsAll(version.items().keySet())) {
        wrong.add("neither gone nor whole " + version);
      }
    }
  }

  private boolean isGone(Key key) {
    Map<String, Object> item = pipeline.records.items().get(key);
    return item == null
        ? pipeline.records.deleted().contains(key)
        : "UPLOAD_GONE".equals(item.get("reason"));
  }

  /** What was accepted once stays so, unless a user or its expiry takes it away. */
  private void history() {
    for (ShardedStream.Shard<Change> shard : pipeline.records.changes.shards()) {
      for (ShardedStream.Entry<Change> entry : shard.entries) {
        Change change = entry.value();
        if (isAccepted(change.before()) && !isAccepted(change.after()) && !change.isWanted()) {
          wrong.add("accepted, and taken away " + change);
        }
        if (change.after() != null && "UPLOAD_GONE".equals(change.after().get("reason"))) {
          mustBeGone(Key.of(change.after()), entry.arrived());
        }
      }
    }
  }

  /** Nothing is said to be gone that was there all the time. */
  private void mustBeGone(Key key, Instant said) {
    for (Version version : versions) {
      boolean meant = version.gone().contains(key) || version.photo().equals(key);
      if (meant && version.replaced().filter(at -> !at.isAfter(said)).isEmpty()) {
        wrong.add("said to be gone at " + said + ", and was there " + version);
      }
    }
  }

  private static boolean isAccepted(@Nullable Map<String, Object> item) {
    return item != null && "accepted".equals(item.get("status"));
  }

  /** The cells equal the fold of what stands, and of what has expired. */
  private void view() {
    Map<String, Long> fold = new TreeMap<>();
    pipeline.records.items().values().forEach(item -> View.count(fold, item));
    pipeline.records.expired().forEach(item -> View.count(fold, item));
    Map<String, Long> cells = View.of(pipeline.aggregate.sum());
    Set<String> names = new TreeSet<>(fold.keySet());
    names.addAll(cells.keySet());
    for (String name : names) {
      long folded = fold.getOrDefault(name, 0L);
      long found = cells.getOrDefault(name, 0L);
      if (folded != found) {
        wrong.add("cell %s is %d, the fold of records %d".formatted(name, found, folded));
      }
    }
  }

  private void renditions() {
    for (Map<String, Object> item : pipeline.records.items().values()) {
      if (item.containsKey("renditions")) {
        String[] keys = String.valueOf(item.get("renditions")).split(" ");
        if (keys.length != ResizeUnderTest.EDGES.size()) {
          wrong.add("not all renditions " + item);
        }
        for (String key : keys) {
          if (pipeline.buckets.get(Pipeline.RENDITIONS, key) == null) {
            wrong.add("no rendition " + key + " of " + item);
          }
        }
      }
    }
  }

  /** At least once: every accepted part stands in the archive, every photo was announced. */
  private void publication() {
    Set<Map<String, String>> archived = new HashSet<>();
    pipeline
        .buckets
        .in(Pipeline.ARCHIVE)
        .values()
        .forEach(
            stored ->
                Bytes.text(Bytes.gunzip(stored.body()))
                    .lines()
                    .forEach(line -> archived.add(texts(json(line)))));
    for (Map<String, Object> item : pipeline.records.items().values()) {
      if ("accepted".equals(item.get("status"))) {
        Map<String, String> texts = new TreeMap<>();
        item.forEach((name, value) -> texts.put(name, value.toString()));
        if (!archived.contains(texts)) {
          wrong.add("not archived " + item);
        }
        if ("photo".equals(item.get("part"))
            && !pipeline.announcements.photos().contains(String.valueOf(item.get("id")))) {
          wrong.add("not announced " + item);
        }
      }
    }
  }

  private static Map<String, String> texts(JsonNode line) {
    Map<String, String> texts = new TreeMap<>();
    line.properties().forEach(f -> texts.put(f.getKey(), f.getValue().asText()));
    return texts;
  }
}
