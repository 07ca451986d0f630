// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import io.millrace.shared.aws.Luck;
import io.millrace.shared.aws.PartItems;
import io.millrace.shared.record.Part;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** The records in DynamoDB, by a consistent scan. */
public final class DynamoRecords implements Records {

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoRecords(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public void visitAll(Consumer<Part> visitor) {
    ScanRequest request = ScanRequest.builder().tableName(table).consistentRead(true).build();
    Luck.translating(
        "Scan of " + table,
        () -> {
          dynamo
              .scanPaginator(request)
              .items()
              .forEach(item -> visitor.accept(PartItems.part(item)));
          return true;
        });
  }
}
