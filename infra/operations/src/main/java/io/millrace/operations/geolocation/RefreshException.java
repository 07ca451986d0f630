// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import org.jspecify.annotations.Nullable;

/** A database that is not taken: its message says what, where, and what is allowed. */
final class RefreshException extends Exception {

  private final Problem problem;

  RefreshException(Problem problem, String message) {
    this(problem, message, null);
  }

  RefreshException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
