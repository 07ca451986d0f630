// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter pattern: terms and quoted phrases, or a condition on JSON. [CloudWatch Logs User Guide,
 * FilterAndPatternSyntax]
 */
final class FilterPattern {
  private static final Pattern TERM =
      Pattern.compile("\\s*([?-]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\w+))");

  private FilterPattern() {}

  /**
   * Reads one.
   *
   * @throws LogsException for one that is none, or not here
   */
  static Predicate<String> parse(String pattern) {
    String text = pattern.strip();
    if (text.startsWith("{")) {
      return JsonPattern.parse(text);
    }
    if (text.startsWith("[") || text.contains("%")) {
      throw LogsException.invalid(
          "the filter pattern "
              + text
              + ": space-delimited patterns and regular expressions are not supported by the local cloud; terms,"
              + " \"phrases\" and { $.member = value } are");
    }
    List<String> all = new ArrayList<>();
    List<String> any = new ArrayList<>();
    List<String> none = new ArrayList<>();
    Matcher term = TERM.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!term.region(at, text.length()).lookingAt()) {
        throw LogsException.invalid(
            "Invalid filter pattern '"
                + text
                + "': what is not letters, digits and _ stands in double quotes");
      }
      String word =
          term.group(2) == null ? term.group(3) : term.group(2).replaceAll("\\\\(.)", "$1");
      switch (term.group(1)) {
        case "?" -> any.add(word);
        case "-" -> none.add(word);
        default -> all.add(word);
      }
      at = term.end();
    }
    // with other terms, those with a question mark are ignored [FilterAndPatternSyntax]
    boolean choose = all.isEmpty() && none.isEmpty() && !any.isEmpty();
    return message ->
        all.stream().allMatch(message::contains)
            && none.stream().noneMatch(message::contains)
            && (!choose || any.stream().anyMatch(message::contains));
  }
}
