// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import com.fasterxml.jackson.core.JsonToken;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is read: attributes as they come, the first problem kept. It reads on after a
 * problem, so that a wrong event still tells its id.
 */
final class EventDraft {

  static final String SPECVERSION = "specversion";
  static final String VERSION = "1.0";
  static final String ID = "id";
  static final String SOURCE = "source";
  static final String TYPE = "type";
  static final String TIME = "time";
  static final String SUBJECT = "subject";
  static final String CLIENT_IP = "clientip";
  static final String IP = "ip";
  static final String DATA = "data";

  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final Map<String, String> others = new LinkedHashMap<>();
  private @Nullable String data;
  private @Nullable Reason reason;
  private String detail = "";

  static boolean isAttribute(String field) {
    return switch (field) {
      case SPECVERSION, ID, SOURCE, TYPE, TIME, SUBJECT, CLIENT_IP -> true;
      default -> false;
    };
  }

  void attribute(String field, String value) {
    if (attributes.put(field, value) != null) {
      fail(Reason.INVALID_ATTRIBUTE, field + " stands twice");
    }
  }

  /** A field that is no text attribute, as JSON text. */
  void raw(String field, JsonToken token, String json) {
    if (field.equals(DATA)) {
      data = token == JsonToken.VALUE_NULL ? null : json;
    } else if (!isAttribute(field)) {
      others.put(field, json);
    } else if (token != JsonToken.VALUE_NULL) {
      fail(Reason.INVALID_ATTRIBUTE, field + " must be a string, is " + token);
    }
  }

  void fail(Reason why, String what) {
    if (reason == null) {
      reason = why;
      detail = what;
    }
  }

  /** Turns a plain object into an event; a CloudEvent stays as it is. */
  EventDraft withDefaults(PlainDefaults defaults) {
    if (reason == Reason.MALFORMED_JSON || attributes.containsKey(SPECVERSION)) {
      return this;
    }
    attributes.put(SPECVERSION, VERSION);
    attributes.putIfAbsent(ID, defaults.id());
    attributes.putIfAbsent(SOURCE, defaults.source());
    attributes.putIfAbsent(TYPE, defaults.type());
    String ip = others.remove(IP);
    if (ip != null && !attributes.containsKey(CLIENT_IP)) {
      attributes.put(CLIENT_IP, unquoted(ip));
    }
    if (!others.isEmpty()) {
      if (data != null) {
        others.put(DATA, data);
      }
      data = object(others);
    }
    return this;
  }

  Decoded toDecoded(int from, int to) {
    String id = attributes.get(ID);
    String source = attributes.get(SOURCE);
    String recordId =
        id != null && source != null && isName(id) && isName(source)
            ? Ids.record(source, id)
            : null;
    CloudEvent event = to - from > EventLimits.MAX_EVENT_BYTES ? tooLarge(to - from) : build();
    Outcome<CloudEvent> outcome =
        event != null ? Outcome.accepted(event) : Outcome.rejected(wrong(), detail);
    return new Decoded(outcome, recordId, from, to);
  }

  private Reason wrong() {
    return reason == null ? Reason.MALFORMED_JSON : reason;
  }

  private @Nullable CloudEvent tooLarge(int bytes) {
    fail(Reason.EVENT_TOO_LARGE, bytes + " bytes, allowed are " + EventLimits.MAX_EVENT_BYTES);
    return null;
  }

  private @Nullable CloudEvent build() {
    if (reason != null) {
      return null;
    }
    requireSpecVersion();
    String id = name(ID, EventLimits.MAX_NAME_CHARS);
    String source = name(SOURCE, EventLimits.MAX_NAME_CHARS);
    String type = name(TYPE, EventLimits.MAX_TYPE_CHARS);
    Instant time = time();
    String subject = attributes.get(SUBJECT);
    if (subject != null && subject.length() > EventLimits.MAX_NAME_CHARS) {
      fail(Reason.INVALID_ATTRIBUTE, SUBJECT + length(subject, EventLimits.MAX_NAME_CHARS));
    }
    String clientIp = attributes.get(CLIENT_IP);
    if (clientIp != null && IpAddress.parse(clientIp) == null) {
      fail(Reason.INVALID_ATTRIBUTE, CLIENT_IP + " must be an IP address, is " + quoted(clientIp));
    }
    if (reason != null || id == null || source == null || type == null || time == null) {
      return null;
    }
    return new CloudEvent(id, source, type, time, subject, clientIp, data);
  }

  private void requireSpecVersion() {
    String version = attributes.get(SPECVERSION);
    if (version == null) {
      fail(Reason.MISSING_ATTRIBUTE, SPECVERSION + " is missing");
    } else if (!version.equals(VERSION)) {
      fail(
          Reason.INVALID_ATTRIBUTE,
          SPECVERSION + " must be " + quoted(VERSION) + ", is " + quoted(version));
    }
  }

  private @Nullable String name(String field, int maxChars) {
    String value = attributes.get(field);
    if (value == null) {
      fail(Reason.MISSING_ATTRIBUTE, field + " is missing");
    } else if (value.isEmpty() || value.length() > maxChars) {
      fail(Reason.INVALID_ATTRIBUTE, field + length(value, maxChars));
    }
    return value;
  }

  private @Nullable Instant time() {
    String value = attributes.get(TIME);
    if (value == null) {
      fail(Reason.MISSING_ATTRIBUTE, TIME + " is missing");
      return null;
    }
    try {
      return OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      fail(Reason.INVALID_ATTRIBUTE, TIME + " must be an RFC 3339 time, is " + quoted(value));
      return null;
    }
  }

  private static boolean isName(String value) {
    return !value.isEmpty() && value.length() <= EventLimits.MAX_NAME_CHARS;
  }

  private static String length(String value, int maxChars) {
    return " must have 1 to " + maxChars + " characters, has " + value.length();
  }

  private static String quoted(String value) {
    return '"' + (value.length() > 60 ? value.substring(0, 60) + "…" : value) + '"';
  }

  private static String unquoted(String json) {
    return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
  }

  private static String object(Map<String, String> fields) {
    List<String> members = new ArrayList<>(fields.size());
    fields.forEach((name, json) -> members.add(Json.write(name) + ":" + json));
    return "{" + String.join(",", members) + "}";
  }
}
