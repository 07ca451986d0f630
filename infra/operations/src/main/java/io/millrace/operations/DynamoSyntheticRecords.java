// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.shared.aws.Luck;
import io.millrace.shared.event.Synthetic;
import io.millrace.shared.record.Part;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** By GetItem, which is all that the hook may do with the table. */
final class DynamoSyntheticRecords implements SyntheticRecords {

  private static final AttributeValue ACCEPTED = AttributeValue.fromS(Part.ACCEPTED);
  private static final AttributeValue TYPE = AttributeValue.fromS(Synthetic.TYPE);

  private final DynamoDbClient dynamo;
  private final String table;

  DynamoSyntheticRecords(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public boolean stands(String id) {
    Map<String, AttributeValue> key =
        Map.of(Part.ID, AttributeValue.fromS(id), Part.PART, AttributeValue.fromS(Part.EVENT));
    Map<String, AttributeValue> item =
        Luck.translating(
            "GetItem of " + table,
            () -> dynamo.getItem(r -> r.tableName(table).key(key).consistentRead(true)).item());
    return ACCEPTED.equals(item.get(Part.STATUS)) && TYPE.equals(item.get("type"));
  }
}
