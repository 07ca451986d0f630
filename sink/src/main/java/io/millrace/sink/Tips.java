// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.Map;

/** How far the shards of the change stream reach. */
@FunctionalInterface
interface Tips {

  /**
   * The last sequence number of each shard, padded as by {@link Sequences}; the highest there can
   * be of a shard that has ended.
   *
   * @throws io.millrace.shared.batch.UnavailableException when the stream can't be read now
   */
  Map<String, String> read();
}
