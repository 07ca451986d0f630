// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.proof.RecordsTable.Key;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** The service that removes items some time after their expiry; nothing waits for it. */
final class Expiry implements Actor {

  private static final int ONE_IN = 20;

  private final RecordsTable records;
  private final Random random;

  Expiry(RecordsTable records, Random random) {
    this.records = records;
    this.random = random;
  }

  @Override
  public boolean act() {
    if (random.nextInt(ONE_IN) != 0) {
      return false;
    }
    List<Key> overdue = records.overdue();
    if (overdue.isEmpty()) {
      return false;
    }
    records.expire(overdue.get(random.nextInt(overdue.size())));
    return true;
  }

  @Override
  public Instant next() {
    return Instant.MAX;
  }
}
