// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.record.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Parts of records as DynamoDB items: a text is an S, a whole number an N. */
public final class PartItems {

  private PartItems() {}

  public static Map<String, AttributeValue> item(Part part) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    part.fields()
        .forEach(
            (name, value) ->
                item.put(
                    name,
                    value instanceof Long n
                        ? AttributeValue.fromN(n.toString())
                        : AttributeValue.fromS((String) value)));
    return item;
  }

  /**
   * Reads an item back.
   *
   * @throws IllegalArgumentException when it is not of the contract
   */
  public static Part part(Map<String, AttributeValue> item) {
    Map<String, Object> fields = new LinkedHashMap<>();
    item.forEach(
        (name, value) ->
            fields.put(name, value.n() != null ? (Object) Long.valueOf(value.n()) : value.s()));
    return Part.of(fields);
  }
}
