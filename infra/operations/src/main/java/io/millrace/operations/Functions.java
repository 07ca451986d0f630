// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

/** The stages' functions, called synchronously. */
@FunctionalInterface
interface Functions {

  /** What an invocation that took place came to. */
  sealed interface Answer {

    /** The function returned. */
    record Returned(String payload) implements Answer {}

    /** The function threw, timed out or died. */
    record Broke(String error) implements Answer {}
  }

  /**
   * Invokes a function and waits for its answer.
   *
   * @param arn of the function
   * @param event JSON, at most 6 MB
   * @throws io.millrace.shared.batch.UnavailableException when it can't be invoked now, or its
   *     answer did not come; it may have run
   */
  Answer invoke(String arn, String event);
}
