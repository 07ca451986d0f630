// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

/** Is told what is put into streams; quick, and thread-safe. */
@FunctionalInterface
public interface PutObserver {
  /**
   * One request.
   *
   * @param records that were taken
   * @param bytes of their data
   * @param refused records that were over the throughput of their shards
   */
  void put(String stream, int records, long bytes, int refused);
}
