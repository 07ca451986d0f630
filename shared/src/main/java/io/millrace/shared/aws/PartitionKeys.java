// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Partition keys of the event stream: random, because no order is promised and load spreads over
 * the shards, and behind that the tracing header of a record that carries one. It is the only place
 * of a Kinesis record beside its data; there it changes nothing of what is stored, however a record
 * was sampled.
 */
final class PartitionKeys {

  private static final char SEPARATOR = ';';

  /** A key of any producer may hold a separator; only a header begins like this. */
  private static final String HEADER = "Root=";

  private PartitionKeys() {}

  static String of(RandomGenerator random, @Nullable String trace) {
    String key = String.format("%016x", random.nextLong());
    return trace == null ? key : key + SEPARATOR + trace;
  }

  /** The tracing header in a key; null when there is none. */
  static @Nullable String trace(String key) {
    int from = key.indexOf(SEPARATOR) + 1;
    return from > 0 && key.startsWith(HEADER, from) ? key.substring(from) : null;
  }
}
