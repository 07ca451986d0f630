// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.shared.aws.Luck;
import io.millrace.shared.record.Part;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The rejects in the records table on DynamoDB. */
final class DynamoRejectItems implements RejectItems {

  private final DynamoDbClient dynamo;
  private final String table;

  DynamoRejectItems(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public void remove(String id, String part) {
    Luck.translating("DeleteItem of " + table, () -> removeIfRejected(id, part));
  }

  private boolean removeIfRejected(String id, String part) {
    try {
      dynamo.deleteItem(
          r ->
              r.tableName(table)
                  .key(
                      Map.of(
                          Part.ID, AttributeValue.fromS(id), Part.PART, AttributeValue.fromS(part)))
                  .conditionExpression("#status = :rejected")
                  .expressionAttributeNames(Map.of("#status", Part.STATUS))
                  .expressionAttributeValues(
                      Map.of(":rejected", AttributeValue.fromS(Part.REJECTED))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
