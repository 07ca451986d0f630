// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in which trace something belongs, as X-Ray's tracing header and W3C's traceparent both say
 * it. Source: AWS X-Ray Developer Guide, "Tracing header"; W3C Trace Context, "traceparent"; the
 * two hold the same bits.
 *
 * @param traceId as X-Ray writes it: {@code 1-}, 8 hex digits, {@code -}, 24 hex digits
 * @param parentId the segment or span that comes before, 16 hex digits
 * @param sampled whether whoever began the trace has it recorded
 */
public record TraceContext(String traceId, String parentId, boolean sampled) {

  /** Longest header that is looked at; what is longer carries more than a context. */
  private static final int MAX_HEADER_CHARS = 256;

  private static final String SAMPLED = "Sampled=1";
  private static final String ROOT = "Root=";
  private static final String PARENT = "Parent=";

  private static final int EPOCH_DIGITS = 8;

  /** X-Ray's ids, of which traceparent forbids zeros only. */
  private static final class Patterns {
    static final Pattern TRACE_ID = Pattern.compile("1-[0-9a-f]{8}-[0-9a-f]{24}");
    static final Pattern PARENT_ID = Pattern.compile("[0-9a-f]{16}");
    static final Pattern TRACEPARENT =
        Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");
    static final Pattern ZEROS = Pattern.compile("0+");
  }

  /**
   * Reads X-Ray's header, such as {@code Root=1-…;Parent=…;Sampled=1}, in any order and whatever
   * else is in it.
   *
   * @return null when it names no trace or no parent
   */
  public static @Nullable TraceContext ofHeader(String header) {
    String root = null;
    String parent = null;
    boolean sampled = false;
    if (header.length() > MAX_HEADER_CHARS) {
      return null;
    }
    for (String part : header.split(";")) {
      String trimmed = part.trim();
      if (trimmed.startsWith(ROOT)) {
        root = trimmed.substring(ROOT.length());
      } else if (trimmed.startsWith(PARENT)) {
        parent = trimmed.substring(PARENT.length());
      } else if (trimmed.equals(SAMPLED)) {
        sampled = true;
      }
    }
    return root != null
            && parent != null
            && Patterns.TRACE_ID.matcher(root).matches()
            && Patterns.PARENT_ID.matcher(parent).matches()
        ? new TraceContext(root, parent, sampled)
        : null;
  }

  /**
   * As the other, for who only wants what is recorded; finds out cheaply that it isn't.
   *
   * @return null when the header is none, or not sampled
   */
  static @Nullable TraceContext sampledOf(@Nullable String header) {
    return header == null || !header.contains(SAMPLED) ? null : ofHeader(header);
  }

  /**
   * Reads W3C's header, such as {@code 00-…-…-01}.
   *
   * @return null when it is none
   */
  public static @Nullable TraceContext ofTraceparent(String traceparent) {
    Matcher matcher = Patterns.TRACEPARENT.matcher(traceparent);
    if (traceparent.length() > MAX_HEADER_CHARS
        || !matcher.matches()
        || Patterns.ZEROS.matcher(matcher.group(1)).matches()
        || Patterns.ZEROS.matcher(matcher.group(2)).matches()) {
      return null;
    }
    String id = matcher.group(1);
    return new TraceContext(
        "1-" + id.substring(0, EPOCH_DIGITS) + "-" + id.substring(EPOCH_DIGITS),
        matcher.group(2),
        (Integer.parseInt(matcher.group(3), 16) & 1) == 1);
  }

  /** X-Ray's header. */
  public String header() {
    return ROOT + traceId + ";" + PARENT + parentId + ";Sampled=" + (sampled ? 1 : 0);
  }

  /** W3C's header. */
  public String traceparent() {
    return "00-"
        + traceId.substring(2).replace("-", "")
        + "-"
        + parentId
        + (sampled ? "-01" : "-00");
  }
}
