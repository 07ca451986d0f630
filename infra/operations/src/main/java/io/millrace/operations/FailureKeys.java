// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

/**
 * Where things lie in the failures bucket: what Lambda gave up under {@code aws/lambda/<mapping>/
 * <shard>/YYYY/MM/DD/}, what a person wants replayed under {@code replays/<stage>/}, and what was
 * redriven under its own key behind {@code redriven/}. Source of the first: AWS Lambda Developer
 * Guide, "Retain discarded batch records for a Kinesis Data Streams event source".
 */
public final class FailureKeys {

  /** What Lambda gave up. */
  public static final String FAILURES = "aws/lambda/";

  /** Rejects on their way back. */
  public static final String REPLAYS = "replays/";

  private static final String REDRIVEN = "redriven/";

  private FailureKeys() {}

  /** Whether an object of this key waits to be redriven. */
  public static boolean isWaiting(String key) {
    return key.startsWith(FAILURES) || key.startsWith(REPLAYS);
  }

  /** Of what Lambda gave up: the mapping that it was of. */
  static String mapping(String key) {
    return key.substring(FAILURES.length()).split("/", 2)[0];
  }

  static String redriven(String key) {
    return REDRIVEN + key;
  }
}
