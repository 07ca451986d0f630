// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import java.util.List;
import java.util.Optional;

/**
 * The failures bucket. Every call throws {@link io.millrace.shared.batch.UnavailableException} when
 * it can't be had now.
 */
interface FailureObjects {

  /** The bytes of an object; empty when there is none. */
  Optional<byte[]> get(String key);

  /**
   * Keys that begin so, in their order.
   *
   * @param most how many of them at most
   */
  List<String> waiting(String prefix, int most);

  boolean exists(String key);

  /** Puts an object, replacing what stands there. */
  void put(String key, byte[] json);

  /** Deletes an object if it is there. */
  void delete(String key);
}
