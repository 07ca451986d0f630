// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

/**
 * How much one transaction may hold. Source: DynamoDB Developer Guide, quotas: 100 items and 4 MB a
 * transaction, 4 KB and 300 operators an update expression.
 *
 * @param cells distinct cells; the shard's head and the mark take the two other items
 * @param attributes distinct attributes of one cell, each an operand of its update expression
 * @param bytes of keys, names and numbers of all cells
 */
record RunLimits(int cells, int attributes, int bytes) {

  /** An old and a new image differ in at most two cells of each of three grains. */
  static final int MIN_CELLS = 6;

  static final int MAX_CELLS = 98;

  /** The total, and the countries or stages of an old and a new image. */
  private static final int MIN_ATTRIBUTES = 3;

  private static final int MAX_ATTRIBUTES = 200;
  private static final int MAX_BYTES = 4_000_000;
  private static final int MIN_BYTES = 64_000;

  static final RunLimits DEFAULT = new RunLimits(MAX_CELLS, MAX_ATTRIBUTES, MAX_BYTES);

  RunLimits {
    check("cells", cells, MIN_CELLS, MAX_CELLS);
    check("attributes", attributes, MIN_ATTRIBUTES, MAX_ATTRIBUTES);
    check("bytes", bytes, MIN_BYTES, MAX_BYTES);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "Limit of " + name + " is " + value + ", allowed is " + min + " to " + max);
    }
  }
}
