// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.shared.aws.DynamoIdempotencyTable;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.IdempotencyTableContract;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** In a table of its own without a time to live: the contract's times are not the engine's. */
@ExtendWith(SharedCloud.class)
final class DynamoIdempotencyTableIT extends IdempotencyTableContract {

  private static final String TABLE = "idempotency-contract";
  private static final Duration KEPT = Duration.ofDays(16);

  private final IdempotencyTable table;

  DynamoIdempotencyTableIT(Cloud cloud) {
    DynamoDbClient dynamo = cloud.dynamoDb();
    create(dynamo);
    table = new DynamoIdempotencyTable(dynamo, TABLE, "contract", KEPT);
  }

  private static void create(DynamoDbClient dynamo) {
    try {
      dynamo.createTable(
          table ->
              table
                  .tableName(TABLE)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName(DynamoIdempotencyTable.ID)
                          .attributeType(ScalarAttributeType.S)
                          .build())
                  .keySchema(
                      KeySchemaElement.builder()
                          .attributeName(DynamoIdempotencyTable.ID)
                          .keyType(KeyType.HASH)
                          .build()));
    } catch (ResourceInUseException e) {
      // Another of these tests made it.
    }
  }

  @Override
  protected IdempotencyTable table() {
    return table;
  }

  @Override
  protected Duration kept() {
    return KEPT;
  }
}
