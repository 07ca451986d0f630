// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.runtime.RuntimeSettings;
import java.nio.charset.StandardCharsets;

/** How much goes into one invocation: a number of records, within Lambda's limit of a request. */
final class BatchPlan {
  /**
   * Room for what stands around the records: window, ARN, brackets; a window's state is counted on
   * its own.
   */
  private static final int ENVELOPE_BYTES = 4 * 1024;

  /** The bytes of records that fit in one request. */
  static final int MAX_RECORD_BYTES = RuntimeSettings.MAX_REQUEST_BYTES - ENVELOPE_BYTES;

  /**
   * The first records that make a batch.
   *
   * @param count 0 only when there are none
   * @param full nothing more would fit: the batch need not wait for more
   */
  record Cut(int count, boolean full) {}

  private BatchPlan() {}

  /**
   * Cuts a batch from the head of what is there.
   *
   * @param sizes of the records in {@link #bytes}, which a caller that asks again and again knows
   * @param stateBytes size of the window's state, which travels in the same request
   */
  static Cut cut(Iterable<Integer> sizes, int batchSize, int stateBytes) {
    long bytes = stateBytes;
    int count = 0;
    for (int size : sizes) {
      bytes += size + 1L;
      // A record that fits in no request goes alone, and is given up by whoever sees its size.
      if (bytes > MAX_RECORD_BYTES && count > 0) {
        return new Cut(count, true);
      }
      count++;
      if (count == batchSize || bytes > MAX_RECORD_BYTES) {
        return new Cut(count, true);
      }
    }
    return new Cut(count, false);
  }

  /** Size in UTF-8, without encoding what is plain ASCII, as events nearly always are. */
  static int bytes(String json) {
    for (int i = 0; i < json.length(); i++) {
      if (json.charAt(i) > 127) {
        return json.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return json.length();
  }
}
