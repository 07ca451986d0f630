// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.util.Locale;

/** Patterns in which {@code *} is any text and {@code ?} any letter. */
final class Globs {
  private Globs() {}

  static boolean matches(String pattern, String text, boolean anyCase) {
    return anyCase
        ? matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT))
        : matches(pattern, text);
  }

  /** Goes back to the last star when what follows it does not fit. */
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int afterStar = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        afterStar = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++afterStar;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
