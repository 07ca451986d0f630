// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.time.Duration;

final class InMemoryIdempotencyTableTest extends IdempotencyTableContract {

  private final InMemoryIdempotencyTable table = new InMemoryIdempotencyTable();

  @Override
  protected IdempotencyTable table() {
    return table;
  }

  @Override
  protected Duration kept() {
    return InMemoryIdempotencyTable.KEPT;
  }
}
