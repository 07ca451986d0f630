// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.e2e.Cloud;
import io.millrace.e2e.SharedCloud;
import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.Cells;
import io.millrace.sink.view.DynamoCells;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * In a table of its own, keyed as the aggregates table is: in that one, {@code verify} would count
 * what this test writes.
 */
@ExtendWith(SharedCloud.class)
final class DynamoLedgerIT extends LedgerContract {

  private static final String TABLE = "ledger-contract";

  private final DynamoLedger ledger;
  private final Cells cells;

  DynamoLedgerIT(Cloud cloud) {
    DynamoDbClient dynamo = cloud.dynamoDb();
    create(dynamo);
    ledger = new DynamoLedger(dynamo, TABLE, Keeping.DEFAULT, InstantSource.system());
    cells = new DynamoCells(dynamo, TABLE);
  }

  private static void create(DynamoDbClient dynamo) {
    try {
      dynamo.createTable(
          table ->
              table
                  .tableName(TABLE)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(text("pk"), text("sk"))
                  .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
    } catch (ResourceInUseException e) {
      // Another of these tests made it.
    }
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

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
    return cells;
  }
}
