// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

/** The uploads bucket, written to. */
@FunctionalInterface
interface Uploads {

  /**
   * Puts an object.
   *
   * @return its ETag, without quotes
   * @throws io.millrace.shared.batch.UnavailableException when it can't be put now
   */
  String put(String key, byte[] body);
}
