// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.meter;

import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Service;
import java.io.IOException;

/** Is told what a call that succeeded has cost; quick, and thread-safe. */
@FunctionalInterface
public interface MeterListener {
  /**
   * @param units what AWS would bill, 0 where that is nothing
   * @param unit as {@link MeterRow} has it
   */
  void metered(Service service, Call call, double units, String unit) throws IOException;
}
