// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.shared.aws.PartItems;
import io.millrace.shared.record.Part;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What stands in the records table. */
final class Records {

  private Records() {}

  /** The parts that fit, read consistently. */
  static List<Part> where(Cloud cloud, Predicate<Part> fits) {
    try (DynamoDbClient dynamo = cloud.dynamoDb()) {
      return dynamo
          .scanPaginator(r -> r.tableName(cloud.resource("recordsTable")).consistentRead(true))
          .items()
          .stream()
          .map(PartItems::part)
          .filter(fits)
          .toList();
    }
  }
}
