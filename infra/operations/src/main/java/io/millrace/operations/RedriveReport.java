// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one failure object.
 *
 * @param key of the object
 * @param function ARN of the function that the records went to; null when the object was not read
 * @param records how many records it held
 * @param done how many of them the function took now; they may be rejects by now, but are no
 *     failures any more
 * @param left how many stay in the object, which is then still at its key
 * @param more whether some were not even tried, for want of time or luck, so that asking again
 *     helps
 * @param detail what happened, for a person
 * @param problems of the records that were tried in vain; the first few
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedriveReport(
    String key,
    Status status,
    @Nullable String function,
    int records,
    int done,
    int left,
    boolean more,
    String detail,
    List<Problem> problems) {

  /** Of a whole object. */
  public enum Status {
    /** All of it was handed back, and the object is moved. */
    REDRIVEN,
    /** Some of it is left, and the object holds just that. */
    LEFT,
    /** It could be redriven; nothing was done. */
    READY,
    /** It had been redriven before. */
    DONE_BEFORE,
    /** Somebody else is redriving it. */
    BUSY,
    /** The schedule tried it, and will again later. */
    NOT_YET,
    /** The schedule tried it as often as it may: it waits for a person. */
    TRIED_ENOUGH,
    /** Its oldest record is older than the redrive horizon. */
    TOO_OLD,
    /** No such object, or none of a failed batch. */
    WRONG
  }

  /**
   * A record that failed again.
   *
   * @param record its sequence number or message id
   * @param why what the function said
   */
  public record Problem(String record, String why) {}

  public RedriveReport {
    problems = List.copyOf(problems);
  }

  /** Of an object that was not touched. */
  static RedriveReport untouched(String key, Status status, String detail) {
    return new RedriveReport(key, status, null, 0, 0, 0, false, detail, List.of());
  }

  /** Of an object that was read and not touched. */
  static RedriveReport untouched(String key, Status status, FailedBatch batch, String detail) {
    int records = batch.size();
    return new RedriveReport(
        key, status, batch.function(), records, 0, records, false, detail, List.of());
  }
}
