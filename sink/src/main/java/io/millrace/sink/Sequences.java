// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

/**
 * Sequence numbers of DynamoDB Streams: 21 to 40 digits, which compare as numbers. Padded to 40
 * with zeros they compare as text too, here and as sort keys. Source: DynamoDB API reference,
 * StreamRecord.
 */
final class Sequences {

  private static final int MIN_DIGITS = 21;
  private static final int DIGITS = 40;

  /** Stands before every padded sequence number. */
  static final String NONE = "";

  /** Above or at every sequence number, padded. */
  static final String HIGHEST = "9".repeat(DIGITS);

  private Sequences() {}

  /**
   * @throws IllegalArgumentException when it is not a number of at most 40 digits
   */
  static String padded(String sequenceNumber) {
    int length = sequenceNumber.length();
    if (length == 0
        || length > DIGITS
        || !sequenceNumber.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(
          "Sequence number \"" + sequenceNumber + "\" is not of 1 to " + DIGITS + " digits");
    }
    return "0".repeat(DIGITS - length) + sequenceNumber;
  }

  /** As the service takes it: without the zeros that only pad, and never shorter than it may be. */
  static String bare(String padded) {
    return padded.replaceFirst("^0{0," + (DIGITS - MIN_DIGITS) + "}", "");
  }
}
