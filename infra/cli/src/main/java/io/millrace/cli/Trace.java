// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.journal.Attempt;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.RejectPart;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts a record's way together, from what the streams hold and what the mappings tried. */
final class Trace {

  private final StreamSearch events;
  private final ChangeSearch changes;
  private final @Nullable Attempts attempts;
  private final String stream;
  private final Map<String, Hop> hops = new LinkedHashMap<>();

  /**
   * @param attempts null where nobody remembers them
   */
  Trace(StreamSearch events, ChangeSearch changes, @Nullable Attempts attempts, String stream) {
    this.events = events;
    this.changes = changes;
    this.attempts = attempts;
    this.stream = stream;
  }

  /** Every step that is known, the first to begin first. */
  List<Hop> of(String id, List<Part> parts, Instant since) {
    for (StreamSearch.Found found : events.find(id, since)) {
      add(found.hop(stream));
      put(found.sequenceNumber());
      at(found.sequenceNumber());
    }
    parts.stream().map(Trace::upload).flatMap(Optional::stream).distinct().forEach(this::text);
    text("\"id\":\"" + id + "\"");
    for (ChangeSearch.Found found : changes.find(id)) {
      List<Hop> tried = at(found.sequenceNumber());
      Instant at = tried.isEmpty() ? found.at() : tried.getFirst().at();
      add(new Hop(at, "records", found.what(), ""));
    }
    List<Hop> sorted = new ArrayList<>(hops.values());
    sorted.sort(Comparator.comparing(Hop::at).thenComparing(hop -> !hop.requestId().isEmpty()));
    return sorted;
  }

  private void put(String sequenceNumber) {
    if (attempts != null) {
      add(attempts.thatPut(sequenceNumber), item -> false);
    }
  }

  private List<Hop> at(String position) {
    return attempts == null
        ? List.of()
        : add(attempts.at(position), item -> item.position().equals(position));
  }

  private void text(String text) {
    if (attempts != null) {
      add(attempts.withText(text), item -> item.body().contains(text));
    }
  }

  /** Several functions read one stream: each has attempts of its own. */
  private List<Hop> add(List<Attempt> found, Predicate<Attempt.Item> own) {
    Map<String, List<Attempt>> byFunction = new LinkedHashMap<>();
    found.forEach(a -> byFunction.computeIfAbsent(a.function(), f -> new ArrayList<>()).add(a));
    List<Hop> tried = new ArrayList<>();
    byFunction.values().forEach(some -> tried.addAll(Attempts.hops(some, own)));
    tried.forEach(this::add);
    tried.sort(Comparator.comparing(Hop::at));
    return tried;
  }

  /** A step found by two ways is one step. */
  private void add(Hop hop) {
    hops.putIfAbsent(hop.requestId().isEmpty() ? hop.where() + hop.what() : hop.requestId(), hop);
  }

  /** What the notification of the upload behind a part has in it, where the part tells. */
  private static Optional<String> upload(Part part) {
    String key =
        switch (part) {
          case PhotoPart photo -> photo.key();
          case EventPart event ->
              event.type().equals(PhotoUploaded.TYPE) ? String.valueOf(event.subject()) : "";
          case RejectPart reject ->
              reject.origin().startsWith("s3://")
                  ? reject.origin().replaceFirst("s3://[^/]+/", "").replaceFirst("#\\d+$", "")
                  : "";
        };
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "\"" + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/") + "\"");
  }
}
