// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

/**
 * What a stage decided about one input. Wrong is a value: an input that can never succeed is {@link
 * Rejected}; bad luck is not an outcome but an {@link UnavailableException}.
 */
public sealed interface Outcome<T> {

  record Accepted<T>(T value) implements Outcome<T> {}

  /**
   * @param detail what was wrong and where, for a person; bounded, and a function of the input
   *     alone
   */
  record Rejected<T>(Reason reason, String detail) implements Outcome<T> {

    private static final int MAX_DETAIL_CHARS = 200;

    public Rejected {
      if (detail.length() > MAX_DETAIL_CHARS) {
        detail = detail.substring(0, MAX_DETAIL_CHARS - 1) + "…";
      }
    }
  }

  static <T> Outcome<T> accepted(T value) {
    return new Accepted<>(value);
  }

  static <T> Outcome<T> rejected(Reason reason, String detail) {
    return new Rejected<>(reason, detail);
  }
}
