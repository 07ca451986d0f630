// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.sink.view.Cells;

final class InMemoryLedgerTest extends LedgerContract {

  private final InMemoryLedger ledger = new InMemoryLedger();

  @Override
  Ledger ledger() {
    return ledger;
  }

  @Override
  Floors floors() {
    return ledger;
  }

  @Override
  Cells cells() {
    return ledger.cells;
  }
}
