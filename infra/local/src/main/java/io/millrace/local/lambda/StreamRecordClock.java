// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The true time of a stream record: DynamoDB Local cuts creation times to the minute, so the
 * gateway stamps writes.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface StreamRecordClock {
  /**
   * When the write behind a stream record reached the gateway.
   *
   * @param keys the record's key attributes, as DynamoDB's JSON has them
   * @return milliseconds since the epoch; empty when the write was not seen or is forgotten
   */
  OptionalLong writtenAtMillis(String tableName, Map<String, JsonNode> keys);
}
