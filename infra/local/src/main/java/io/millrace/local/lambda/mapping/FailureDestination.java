// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/** Where batches go that are given up. */
interface FailureDestination {
  /** Keeps the batch; when it returns, the batch is safe. */
  void send(FailedBatch batch) throws SourceException;
}
