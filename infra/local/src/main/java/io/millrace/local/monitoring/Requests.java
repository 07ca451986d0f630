// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Members of requests, which the query protocol has as texts only. */
final class Requests {
  private Requests() {}

  static Optional<String> text(JsonNode request, String member) {
    return Optional.of(request.path(member).asText("")).filter(text -> !text.isEmpty());
  }

  static String required(JsonNode request, String member) {
    return text(request, member).orElseThrow(() -> MonitoringException.missing(member));
  }

  static Set<String> texts(JsonNode request, String member) {
    Set<String> texts = new LinkedHashSet<>();
    request.path(member).forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /** Seconds since the epoch, or ISO 8601. */
  static Optional<Instant> time(JsonNode request, String member) {
    JsonNode value = request.path(member);
    if (value.isNumber()) {
      return Optional.of(Instant.ofEpochMilli(Math.round(value.asDouble() * 1000)));
    }
    Optional<String> text = text(request, member);
    try {
      return text.map(one -> OffsetDateTime.parse(one).toInstant());
    } catch (DateTimeParseException e) {
      throw MonitoringException.invalid(
          member
              + " is '"
              + text.orElse("")
              + "', expected is a time such as 2026-11-23T09:00:00Z");
    }
  }

  static Instant requiredTime(JsonNode request, String member) {
    return time(request, member).orElseThrow(() -> MonitoringException.missing(member));
  }

  /** A page of a list. */
  record Page<T>(List<T> items, Optional<String> next) {

    /** From where the token of the last page says, at most so many. */
    static <T> Page<T> of(List<T> all, JsonNode request, int whenAbsent, int most) {
      int size = Math.clamp(request.path("MaxRecords").asInt(whenAbsent), 1, most);
      int from;
      try {
        from = text(request, "NextToken").map(Integer::parseInt).orElse(0);
      } catch (NumberFormatException e) {
        throw new MonitoringException("InvalidNextToken", 400, "the NextToken is none of ours");
      }
      int begin = Math.clamp(from, 0, all.size());
      int end = Math.min(all.size(), begin + size);
      return new Page<>(
          all.subList(begin, end),
          end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
    }
  }
}
