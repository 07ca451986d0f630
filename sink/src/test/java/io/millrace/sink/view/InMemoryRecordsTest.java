// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import io.millrace.shared.port.InMemoryRecordStore;
import io.millrace.shared.port.RecordStore;

final class InMemoryRecordsTest extends RecordsContract {

  private final InMemoryRecordStore store = new InMemoryRecordStore();

  @Override
  protected RecordStore store() {
    return store;
  }

  @Override
  protected Records records() {
    return visitor -> store.all().forEach(visitor);
  }
}
