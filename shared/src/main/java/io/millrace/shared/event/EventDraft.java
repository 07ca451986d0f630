// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import com.fasterxml.jackson.core.JsonToken;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.trace.TraceContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is read: attributes as they come, the first problem kept. It reads on after a
 * problem, so that a wrong event still tells its id.
 */
final class EventDraft {

  static final String VERSION = "1.0";
  static final String IP = "ip";
  static final String DATA = "data";
  static final String TRACEPARENT = "traceparent";

  /** The attributes that Millrace knows, by their names in JSON. */
  enum Attribute {
    SPECVERSION,
    ID,
    SOURCE,
    TYPE,
    TIME,
    SUBJECT,
    CLIENTIP;

    private static final int COUNT = values().length;

    final String field = name().toLowerCase(Locale.ROOT);

    static @Nullable Attribute of(String field) {
      return switch (field) {
        case "specversion" -> SPECVERSION;
        case "id" -> ID;
        case "source" -> SOURCE;
        case "type" -> TYPE;
        case "time" -> TIME;
        case "subject" -> SUBJECT;
        case "clientip" -> CLIENTIP;
        default -> null;
      };
    }
  }

  private final @Nullable String[] attributes = new @Nullable String[Attribute.COUNT];

  /** Null when they are of no use. */
  private final @Nullable Map<String, String> others;

  private @Nullable JsonText data;
  private @Nullable String traceparent;
  private @Nullable Reason reason;
  private String detail = "";

  private EventDraft(@Nullable Map<String, String> others) {
    this.others = others;
  }

  /** Of a CloudEvent: fields of other names are ignored. */
  static EventDraft ofCloudEvent() {
    return new EventDraft(null);
  }

  /** Of what may be a plain object, whose other fields are its data. */
  static EventDraft ofAny() {
    return new EventDraft(new LinkedHashMap<>());
  }

  void attribute(Attribute attribute, String value) {
    if (get(attribute) != null) {
      fail(Reason.INVALID_ATTRIBUTE, attribute.field + " stands twice");
    }
    attributes[attribute.ordinal()] = value;
  }

  void notText(Attribute attribute, JsonToken token) {
    if (token != JsonToken.VALUE_NULL) {
      fail(Reason.INVALID_ATTRIBUTE, attribute.field + " must be a string, is " + token);
    }
  }

  /** Whether a field that is no attribute is of use. */
  boolean keeps(String field) {
    return others != null || field.equals(DATA) || field.equals(TRACEPARENT);
  }

  /** A field that is no attribute, as JSON text. */
  void raw(String field, JsonToken token, JsonText json) {
    if (field.equals(DATA)) {
      data = token == JsonToken.VALUE_NULL ? null : json;
    } else if (others != null) {
      others.put(field, json.toString());
    } else if (token == JsonToken.VALUE_STRING) {
      traceparent = unquoted(json.toString());
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
    if (reason == Reason.MALFORMED_JSON || others == null) {
      return this;
    }
    if (get(Attribute.SPECVERSION) != null) {
      traceparent = others.containsKey(TRACEPARENT) ? unquoted(others.get(TRACEPARENT)) : null;
      return this;
    }
    putIfAbsent(Attribute.SPECVERSION, VERSION);
    putIfAbsent(Attribute.ID, defaults.id());
    putIfAbsent(Attribute.SOURCE, defaults.source());
    putIfAbsent(Attribute.TYPE, defaults.type());
    String ip = others.remove(IP);
    if (ip != null) {
      putIfAbsent(Attribute.CLIENTIP, unquoted(ip));
    }
    if (!others.isEmpty()) {
      if (data != null) {
        others.put(DATA, data.toString());
      }
      data = JsonText.of(object(others));
    }
    return this;
  }

  private void putIfAbsent(Attribute attribute, String value) {
    if (get(attribute) == null) {
      attributes[attribute.ordinal()] = value;
    }
  }

  private @Nullable String get(Attribute attribute) {
    return attributes[attribute.ordinal()];
  }

  Decoded toDecoded(int from, int to) {
    CloudEvent event = to - from > EventLimits.MAX_EVENT_BYTES ? tooLarge(to - from) : build();
    return event != null
        ? new Decoded(Outcome.accepted(event), null, from, to)
        : new Decoded(Outcome.rejected(wrong(), detail), recordId(), from, to);
  }

  /** Null when its source and id can't be read. */
  private @Nullable String recordId() {
    String id = get(Attribute.ID);
    String source = get(Attribute.SOURCE);
    return id != null && source != null && isName(id) && isName(source)
        ? Ids.record(source, id)
        : null;
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
    String id = name(Attribute.ID, EventLimits.MAX_NAME_CHARS);
    String source = name(Attribute.SOURCE, EventLimits.MAX_NAME_CHARS);
    String type = name(Attribute.TYPE, EventLimits.MAX_TYPE_CHARS);
    Instant time = time();
    String subject = get(Attribute.SUBJECT);
    if (subject != null && subject.length() > EventLimits.MAX_NAME_CHARS) {
      fail(
          Reason.INVALID_ATTRIBUTE,
          Attribute.SUBJECT.field + length(subject, EventLimits.MAX_NAME_CHARS));
    }
    String clientIp = get(Attribute.CLIENTIP);
    if (clientIp != null && IpAddress.parse(clientIp) == null) {
      fail(
          Reason.INVALID_ATTRIBUTE,
          Attribute.CLIENTIP.field + " must be an IP address, is " + quoted(clientIp));
    }
    if (reason != null || id == null || source == null || type == null || time == null) {
      return null;
    }
    return new CloudEvent(id, source, type, time, subject, clientIp, data, trace());
  }

  /** What is none is no reason to reject an event. */
  private @Nullable String trace() {
    return traceparent != null && TraceContext.ofTraceparent(traceparent) != null
        ? traceparent
        : null;
  }

  private void requireSpecVersion() {
    String version = get(Attribute.SPECVERSION);
    if (version == null) {
      fail(Reason.MISSING_ATTRIBUTE, Attribute.SPECVERSION.field + " is missing");
    } else if (!version.equals(VERSION)) {
      fail(
          Reason.INVALID_ATTRIBUTE,
          Attribute.SPECVERSION.field + " must be " + quoted(VERSION) + ", is " + quoted(version));
    }
  }

  private @Nullable String name(Attribute attribute, int maxChars) {
    String value = get(attribute);
    if (value == null) {
      fail(Reason.MISSING_ATTRIBUTE, attribute.field + " is missing");
    } else if (value.isEmpty() || value.length() > maxChars) {
      fail(Reason.INVALID_ATTRIBUTE, attribute.field + length(value, maxChars));
    }
    return value;
  }

  private @Nullable Instant time() {
    String value = get(Attribute.TIME);
    if (value == null) {
      fail(Reason.MISSING_ATTRIBUTE, Attribute.TIME.field + " is missing");
      return null;
    }
    try {
      return Rfc3339.parse(value);
    } catch (DateTimeException e) {
      fail(
          Reason.INVALID_ATTRIBUTE,
          Attribute.TIME.field + " must be an RFC 3339 time, is " + quoted(value));
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
