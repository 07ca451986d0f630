// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.port.RecordStore;
import io.millrace.sink.view.DynamoRecords;
import io.millrace.sink.view.Records;
import io.millrace.sink.view.RecordsContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("every-backend")
@ExtendWith(SharedCloud.class)
final class DynamoRecordsIT extends RecordsContract {

  private final RecordStore store;
  private final Records records;

  DynamoRecordsIT(Cloud cloud) {
    String table = cloud.resource("recordsTable");
    store = new DynamoRecordStore(cloud.dynamoDb(), table, Backoff.standard());
    records = new DynamoRecords(cloud.dynamoDb(), table);
  }

  @Override
  protected RecordStore store() {
    return store;
  }

  @Override
  protected Records records() {
    return records;
  }
}
