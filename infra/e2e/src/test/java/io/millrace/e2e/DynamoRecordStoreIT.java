// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.port.RecordStoreContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("every-backend")
@ExtendWith(SharedCloud.class)
final class DynamoRecordStoreIT extends RecordStoreContract {

  private final RecordStore store;

  DynamoRecordStoreIT(Cloud cloud) {
    store =
        new DynamoRecordStore(cloud.dynamoDb(), cloud.resource("recordsTable"), Backoff.standard());
  }

  @Override
  protected RecordStore store() {
    return store;
  }
}
