// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import java.util.List;

/**
 * What a batch came to.
 *
 * @param failed the inputs to report to the source; of an ordered batch at most the first
 * @param causes why, one for each failure that was seen, for the log
 */
public record BatchResult<I>(List<I> failed, Counts counts, List<RuntimeException> causes) {

  public BatchResult {
    failed = List.copyOf(failed);
    causes = List.copyOf(causes);
  }
}
