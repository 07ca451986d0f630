// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which cloud the suite runs on: {@code -Dmillrace.backend}, which Maven's profiles set. */
enum BackendChoice {
  LOCAL,
  LOCALSTACK,
  AWS;

  static final String PROPERTY = "millrace.backend";

  static BackendChoice of(String value) {
    return Arrays.stream(values())
        .filter(choice -> choice.label().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    PROPERTY
                        + " is \""
                        + value
                        + "\", allowed are "
                        + Arrays.stream(values())
                            .map(BackendChoice::label)
                            .collect(Collectors.joining(", "))));
  }

  /** What a build says of the backends that it did not ask. */
  String notRequested() {
    return Arrays.stream(values())
        .filter(choice -> choice != this && choice != LOCAL)
        .map(choice -> (choice == AWS ? "AWS" : "LocalStack") + ": not requested")
        .collect(Collectors.joining("; "));
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
