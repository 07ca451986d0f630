// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Which misfortune each call meets; every script ends, and then all calls succeed. */
@FunctionalInterface
interface FaultScript {

  /**
   * @param call stage, port and operation, such as {@code enrich.records.accept}
   */
  Misfortune next(String call);

  /** The first so many calls of every operation meet one kind of misfortune. */
  static FaultScript first(int times, Misfortune kind) {
    Map<String, Integer> calls = new HashMap<>();
    return call -> calls.merge(call, 1, Integer::sum) <= times ? kind : Misfortune.NONE;
  }

  /** At random, up to a number of misfortunes. */
  static FaultScript seeded(Random random, int budget, int oneIn) {
    int[] left = {budget};
    Misfortune[] kinds = Misfortune.values();
    return call -> {
      if (left[0] == 0 || random.nextInt(oneIn) != 0) {
        return Misfortune.NONE;
      }
      left[0]--;
      return kinds[1 + random.nextInt(kinds.length - 1)];
    };
  }
}
