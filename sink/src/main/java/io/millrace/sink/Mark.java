// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

/**
 * A stretch of a shard that was applied, from the first sequence number to the last, both padded as
 * by {@link Sequences}.
 */
record Mark(String first, String last) {

  Mark {
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException("A mark from " + first + " to " + last + " is reversed");
    }
  }

  boolean covers(String sequence) {
    return first.compareTo(sequence) <= 0 && sequence.compareTo(last) <= 0;
  }

  boolean overlaps(Mark other) {
    return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
  }
}
