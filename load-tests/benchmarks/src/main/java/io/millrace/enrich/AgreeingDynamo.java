// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;

/** A client that does nothing with a request: what the stage hands to it is all there is. */
final class AgreeingDynamo implements DynamoDbClient {

  private static final BatchWriteItemResponse AGREED = BatchWriteItemResponse.builder().build();

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    return AGREED;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
