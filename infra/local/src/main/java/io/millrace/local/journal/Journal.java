// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The memory of attempts and puts: of the latest, as many as it may hold. Thread-safe. */
public final class Journal {
  /** Items of all attempts, and puts: some tens of megabytes. */
  private static final int MAX_ITEMS = 200_000;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final String PATH = "/_millrace/attempts";

  private final ObjectMapper json = new ObjectMapper();
  private final int maxItems;
  private final Deque<Attempt> attempts = new ArrayDeque<>();
  private final Deque<Put> puts = new ArrayDeque<>();
  private int items;
  private long forgotten;
  private boolean forgotPuts;

  /**
   * A stream record that a function put.
   *
   * @param requestId the invocation's, the 24 digits of it that the trace header has
   */
  record Put(String sequenceNumber, String requestId) {}

  public Journal() {
    this(MAX_ITEMS);
  }

  Journal(int maxItems) {
    this.maxItems = maxItems;
  }

  /** Keeps an attempt, and forgets the oldest where there are too many. */
  public synchronized void add(Attempt attempt) {
    attempts.add(attempt);
    items += attempt.items().size();
    while (items > maxItems && attempts.size() > 1) {
      items -= attempts.remove().items().size();
      forgotten++;
    }
  }

  synchronized void add(Put put) {
    puts.add(put);
    if (puts.size() > maxItems) {
      puts.remove();
      forgotPuts = true;
    }
  }

  /**
   * Answers {@code GET /_millrace/attempts} with one of four questions: {@code position} (and
   * {@code source}) for the attempts at a record or message, {@code text} for those at messages
   * whose body has it, {@code put} for those that put the stream record of that sequence number,
   * {@code after} for all that ended after the attempt of that number, each without its items, with
   * the number of the last one. Empty for another path.
   */
  public Optional<HttpReply> answer(HttpRequest request) {
    if (!request.path().equals(PATH)) {
      return Optional.empty();
    }
    Map<String, String> query = request.query();
    String source = query.getOrDefault("source", "");
    String put = query.getOrDefault("put", "");
    String position = query.getOrDefault("position", "");
    String text = query.getOrDefault("text", "");
    String after = query.getOrDefault("after", "");
    if (!after.isEmpty()) {
      return Optional.of(
          NUMBER.matcher(after).matches()
              ? ok(after(Long.parseLong(after)))
              : problem("after: " + after + " (a whole number is to be given)"));
    }
    List<Attempt> found;
    boolean complete;
    synchronized (this) {
      complete = forgotten == 0 && !forgotPuts;
      if (!put.isEmpty()) {
        found = puttersOf(put);
      } else if (!position.isEmpty()) {
        found = at(source, position);
      } else if (!text.isEmpty()) {
        found = withText(source, text);
      } else {
        return Optional.of(problem("one of position, text, put and after is to be given"));
      }
    }
    return Optional.of(ok(Map.of("complete", complete, "attempts", found)));
  }

  private synchronized Map<String, Object> after(long number) {
    long last = forgotten + attempts.size();
    List<AttemptLine> lines = new ArrayList<>();
    long n = last;
    for (Iterator<Attempt> newest = attempts.descendingIterator();
        n > number && newest.hasNext();
        n--) {
      lines.add(AttemptLine.of(n, newest.next()));
    }
    return Map.of("complete", number >= forgotten, "last", last, "attempts", lines.reversed());
  }

  private HttpReply problem(String message) {
    return HttpReply.json(400, written(Map.of("message", message)));
  }

  private HttpReply ok(Object answer) {
    return HttpReply.json(200, written(answer));
  }

  private String written(Object answer) {
    try {
      return json.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records can be written", e);
    }
  }

  private List<Attempt> at(String source, String position) {
    return attempts.stream()
        .filter(attempt -> source.isEmpty() || attempt.source().equals(source))
        .filter(a -> a.items().stream().anyMatch(item -> item.position().equals(position)))
        .toList();
  }

  private List<Attempt> withText(String source, String text) {
    return attempts.stream()
        .filter(attempt -> source.isEmpty() || attempt.source().equals(source))
        .filter(a -> a.items().stream().anyMatch(item -> item.body().contains(text)))
        .toList();
  }

  private List<Attempt> puttersOf(String sequenceNumber) {
    List<String> requests =
        puts.stream()
            .filter(put -> put.sequenceNumber.equals(sequenceNumber))
            .map(Put::requestId)
            .toList();
    // the header has the first 24 digits of the request's id
    return attempts.stream()
        .filter(
            attempt ->
                requests.stream()
                    .anyMatch(id -> attempt.requestId().replace("-", "").startsWith(id)))
        .toList();
  }
}
