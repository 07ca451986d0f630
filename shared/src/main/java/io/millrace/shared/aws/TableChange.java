// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a table's stream. Source: DynamoDB API reference, Record and StreamRecord.
 *
 * @param sequenceNumber ascending within the shard
 * @param event {@code INSERT}, {@code MODIFY} or {@code REMOVE}; empty when the record doesn't say
 * @param before the item as it was: texts, whole numbers as {@link Long}, and {@link Other}; null
 *     when it was inserted
 * @param after the item as it is; null when it was removed
 * @param byTimeToLive whether it was removed because its time was up
 * @param sourceArn of the stream; empty when the record doesn't say
 */
public record TableChange(
    String sequenceNumber,
    String event,
    @Nullable Map<String, Object> before,
    @Nullable Map<String, Object> after,
    boolean byTimeToLive,
    String sourceArn) {

  /**
   * A value of a type that no item of Millrace has: whose it is decides what becomes of it.
   *
   * @param what its type and, of a number, its digits
   */
  public record Other(String what) {}
}
