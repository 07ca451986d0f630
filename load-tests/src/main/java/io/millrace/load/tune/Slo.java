// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An objective, such as {@code age.p99<1500ms}: a percentile of an age is below a time.
 *
 * @param iterator whether it is about batches, as Lambda measures them, and not about every record
 * @param percentile {@code mean}, {@code p50}, {@code p95}, {@code p99} or {@code max}
 */
public record Slo(boolean iterator, String percentile, double millis) {

  private static final Pattern FORM =
      Pattern.compile(
          "(age|iteratorAge)\\.(mean|p50|p95|p99|max)\\s*<\\s*(\\d{1,7}(?:\\.\\d{1,3})?)(ms|s)");

  /**
   * @throws SettingsException saying what is allowed
   */
  public static Slo of(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new SettingsException(
          "\""
              + text
              + "\", allowed is age or iteratorAge, then .mean, .p50, .p95, .p99 or .max, then < and"
              + " a time in ms or s, such as age.p99<1500ms");
    }
    double number = Double.parseDouble(matcher.group(3));
    return new Slo(
        matcher.group(1).equals("iteratorAge"),
        matcher.group(2),
        matcher.group(4).equals("s") ? number * 1_000 : number);
  }

  boolean met(Candidate candidate) {
    return value(candidate) < millis;
  }

  /** Milliseconds of what the objective is about. */
  public double value(Candidate candidate) {
    Ages ages = iterator ? candidate.iteratorAge() : candidate.age();
    return switch (percentile) {
      case "mean" -> ages.mean();
      case "p50" -> ages.p50();
      case "p95" -> ages.p95();
      case "p99" -> ages.p99();
      case "max" -> ages.max();
      default -> throw new IllegalStateException("no percentile " + percentile);
    };
  }

  /** What it is about. */
  String subject() {
    return (iterator ? "iteratorAge." : "age.") + percentile;
  }

  @Override
  public String toString() {
    return subject() + "<" + String.format(Locale.ROOT, "%.0f", millis) + "ms";
  }
}
