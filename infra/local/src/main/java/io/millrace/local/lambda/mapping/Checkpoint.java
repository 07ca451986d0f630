// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.Optional;

/**
 * How far a shard has been processed.
 *
 * @param sequenceNumber everything up to it is done; empty when nothing is
 * @param ended whether the shard has ended and all of it is done
 * @param window the window that was open then
 */
public record Checkpoint(
    Optional<String> sequenceNumber, boolean ended, Optional<TumblingWindow> window) {
  static final Checkpoint NONE = new Checkpoint(Optional.empty(), false, Optional.empty());
}
