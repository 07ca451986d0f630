// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.Context;
import io.millrace.shared.batch.BatchResult;
import java.util.Map;

/** Where a handler says what a batch came to. */
@FunctionalInterface
interface Reporting {
  void of(BatchResult<?> result, Context context, Map<String, Long> extra);
}
