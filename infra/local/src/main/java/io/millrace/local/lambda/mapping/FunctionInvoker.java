// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.runtime.InvocationResult;
import java.util.List;

/** The function of a mapping. Thread-safe. */
@FunctionalInterface
public interface FunctionInvoker {
  /** Invokes with an event, waiting a while for a free environment. */
  InvocationResult invoke(String event) throws InterruptedException;

  /**
   * The same, for who wants to know how old the batch is.
   *
   * @param arrivedAtMillis when its last record arrived in the source, epoch milliseconds
   */
  default InvocationResult invoke(String event, long arrivedAtMillis) throws InterruptedException {
    return invoke(event);
  }

  /**
   * The same with records of a stream, for who wants to know which they are.
   *
   * @param records ascending, at least one
   */
  default InvocationResult invoke(String event, List<StreamRecord> records)
      throws InterruptedException {
    return invoke(event, records.getLast().arrivedAtMillis());
  }
}
