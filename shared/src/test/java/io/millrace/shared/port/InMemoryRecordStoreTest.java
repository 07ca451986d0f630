// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

final class InMemoryRecordStoreTest extends RecordStoreContract {

  private final InMemoryRecordStore store = new InMemoryRecordStore();

  @Override
  protected RecordStore store() {
    return store;
  }
}
