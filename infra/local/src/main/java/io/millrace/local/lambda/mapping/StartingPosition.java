// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Instant;

/** Where a mapping without a checkpoint begins to read a shard. */
public sealed interface StartingPosition {
  /** The oldest record there is. */
  record TrimHorizon() implements StartingPosition {}

  /** Only what arrives from now on. */
  record Latest() implements StartingPosition {}

  /** The first record that arrived at this moment or after it; Kinesis only. */
  record AtTimestamp(Instant timestamp) implements StartingPosition {}
}
