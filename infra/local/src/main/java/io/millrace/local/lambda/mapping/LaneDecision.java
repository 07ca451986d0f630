// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.Optional;

/** What a lane is to do next. */
sealed interface LaneDecision {
  /** Nothing, until a record comes or the shard ends. */
  record Idle() implements LaneDecision {}

  /** Nothing before this moment, unless something comes; epoch milliseconds. */
  record WaitUntil(long millis) implements LaneDecision {}

  /** Invoke the function, then say {@link ShardLane#completed}. */
  record Invoke(StreamBatch batch, Optional<TumblingWindow> window) implements LaneDecision {}

  /**
   * Give the batch up, then say {@link ShardLane#discarded}.
   *
   * @param lastRequestId of the last invocation with these records; empty text when there was none
   * @param lastVersion of the function that ran then; empty text when there was none
   * @param functionError whether that invocation ended with an error, not with a report
   */
  record Discard(
      StreamBatch batch,
      Condition condition,
      String lastRequestId,
      String lastVersion,
      boolean functionError)
      implements LaneDecision {}

  /** The shard has ended and all of it is done. */
  record Done() implements LaneDecision {}

  /** Why a batch is given up. */
  enum Condition {
    RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
    RECORD_AGE_EXCEEDED("RecordAgeExceeded"),
    /** A single record that fits in no request. */
    PAYLOAD_TOO_LARGE("RequestEntityTooLarge");

    final String text;

    Condition(String text) {
      this.text = text;
    }
  }
}
