// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from a map such as the environment and collects every problem, so that {@link
 * #check} reports them all at once: the key, the value, what is allowed.
 */
public final class Settings {

  private static final String TEXT = "text";

  private final String owner;
  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param owner whose settings these are, for the message
   */
  public Settings(String owner, Map<String, String> values) {
    this.owner = owner;
    this.values = values;
  }

  /** A text that must be there; a placeholder when it is not, as {@link #check} will throw. */
  public String text(String key) {
    asked(key, null, TEXT);
    String value = values.get(key);
    if (value == null || value.isBlank()) {
      problems.add(key + " is required and is not set");
      return "";
    }
    return value;
  }

  public String text(String key, String absent) {
    asked(key, absent, TEXT);
    return values.getOrDefault(key, absent);
  }

  public @Nullable String textOrNull(String key) {
    asked(key, "", TEXT);
    return values.get(key);
  }

  /** A whole number from {@code min} to {@code max}. */
  public long number(String key, long absent, long min, long max) {
    String allowed = "a whole number " + min + " to " + max;
    asked(key, Long.toString(absent), allowed);
    String value = values.get(key);
    if (value == null) {
      return absent;
    }
    try {
      long number = Long.parseLong(value.strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same report as a number out of range.
    }
    problems.add(key + " is \"" + value + "\", allowed is " + allowed);
    return absent;
  }

  /** An ISO 8601 duration such as {@code PT30M} or {@code P7D}. */
  public Duration duration(String key, Duration absent, Duration min, Duration max) {
    String allowed = "a duration " + min + " to " + max;
    asked(key, absent.toString(), allowed);
    String value = values.get(key);
    if (value == null) {
      return absent;
    }
    try {
      Duration duration = Duration.parse(value.strip());
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
    } catch (DateTimeException e) {
      // Falls through to the same report as a duration out of range.
    }
    problems.add(key + " is \"" + value + "\", allowed is " + allowed);
    return absent;
  }

  public boolean flag(String key, boolean absent) {
    String allowed = "true or false";
    asked(key, Boolean.toString(absent), allowed);
    String value = values.get(key);
    if (value == null || value.equals("true") || value.equals("false")) {
      return value == null ? absent : value.equals("true");
    }
    problems.add(key + " is \"" + value + "\", allowed is " + allowed);
    return absent;
  }

  private void asked(String key, @Nullable String absent, String allowed) {
    if (values instanceof Inquiry inquiry) {
      inquiry.asked(key, absent, allowed);
    }
  }

  /** Adds a problem that the caller found. */
  public void problem(String text) {
    problems.add(text);
  }

  /**
   * @throws IllegalArgumentException naming every problem, when there is one
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "Settings of " + owner + ": " + String.join("; ", problems));
    }
  }
}
