// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the numbers of a kind can be told apart by. */
public enum Dimension {
  TYPE,
  COUNTRY,
  REASON,
  STAGE;

  /** Whether numbers of this kind have the dimension. */
  public boolean of(Kind kind) {
    return switch (this) {
      case TYPE, COUNTRY -> kind != Kind.REJECTS;
      case REASON, STAGE -> kind == Kind.REJECTS;
    };
  }

  /** The dimensions of a kind, for a message. */
  static String allowed(Kind kind) {
    return Arrays.stream(values())
        .filter(d -> d.of(kind))
        .map(d -> d.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }
}
