// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a batch came to.
 *
 * @param failures what to report to the source; of an ordered batch at most the first
 */
public record BatchResult<I>(List<Failure<I>> failures, Counts counts) {

  /**
   * An input that is not done.
   *
   * @param cause what was thrown; null when the input was not attempted
   */
  public record Failure<I>(I input, @Nullable RuntimeException cause) {}

  public BatchResult {
    failures = List.copyOf(failures);
  }

  /** The inputs to report. */
  public List<I> failed() {
    return failures.stream().map(Failure::input).toList();
  }

  /**
   * As {@link #failed()}, by what the source knows them by.
   *
   * @param id of an input
   */
  public List<String> failed(Function<I, String> id) {
    return failures.stream().map(failure -> id.apply(failure.input())).toList();
  }

  /** Why, one for each failure that was seen, for the log. */
  public List<RuntimeException> causes() {
    return failures.stream().map(Failure::cause).filter(Objects::nonNull).toList();
  }
}
