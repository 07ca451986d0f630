// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

/**
 * What AWS does and not every backend. A test that meets one asks {@link Cloud#can} and asserts
 * what happens with it or without; none is left out. README.md says who can what.
 */
enum Capability {

  /** A failed batch of a stream is split. Without: it is given up as it was read. */
  BISECT,

  /**
   * A stream's mapping gives events a window, and with it the shard. Without: the aggregator takes
   * no batch, all of them end in the failures bucket, and {@code verify} finds nothing counted.
   */
  TUMBLING_WINDOW,

  /** Several batches of a shard at a time. Without: one after the other. */
  PARALLELIZATION,

  /**
   * What the local cloud tells beyond AWS's API: attempts of functions, events on the bus. Without:
   * {@code trace} knows the stream and the table, {@code status} no photo events.
   */
  CONTROL_PLANE
}
