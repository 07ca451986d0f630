// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.observe;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/**
 * The fields that make CloudWatch keep numbers of a JSON log line as metrics, of one namespace and
 * one dimension.
 *
 * <p>Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 */
public final class EmbeddedMetrics {

  /** Namespace of every metric of Millrace. */
  public static final String NAMESPACE = "Millrace";

  /** The one dimension: the stage or function. */
  public static final String DIMENSION = "Service";

  private EmbeddedMetrics() {}

  /**
   * Writes them into an object that holds the numbers themselves.
   *
   * @param service value of {@link #DIMENSION}
   * @param millis time of the numbers since 1970
   * @param units of the numbers by their fields, such as {@code Count} or {@code Seconds}
   */
  public static void write(
      JsonGenerator json, String service, long millis, Map<String, String> units)
      throws IOException {
    json.writeStringField(DIMENSION, service);
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", millis);
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeStartArray();
    json.writeString(DIMENSION);
    json.writeEndArray();
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Map.Entry<String, String> unit : units.entrySet()) {
      json.writeStartObject();
      json.writeStringField("Name", unit.getKey());
      json.writeStringField("Unit", unit.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }
}
