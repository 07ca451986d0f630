// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Service;
import io.millrace.local.kinesis.PutObserver;
import io.millrace.local.meter.MeterListener;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * What Kinesis publishes of streams and DynamoDB of tables. [monitoring-with-cloudwatch,
 * metrics-dimensions] Thread-safe.
 */
public final class DataMetrics implements MeterListener, PutObserver {
  private final MetricStore store;
  private final InstantSource clock;

  public DataMetrics(MetricStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void put(String stream, int records, long bytes, int refused) {
    Map<String, String> dimensions = Map.of("StreamName", stream);
    add("AWS/Kinesis", "IncomingRecords", dimensions, records, "Count");
    add("AWS/Kinesis", "IncomingBytes", dimensions, bytes, "Bytes");
    add("AWS/Kinesis", "WriteProvisionedThroughputExceeded", dimensions, refused, "Count");
  }

  @Override
  public void metered(Service service, Call call, double units, String unit) throws IOException {
    String metric =
        switch (unit) {
          case "RCU" -> "ConsumedReadCapacityUnits";
          case "WCU" -> "ConsumedWriteCapacityUnits";
          default -> "";
        };
    if (service != Service.DYNAMODB || metric.isEmpty()) {
      return;
    }
    Map<String, Integer> tables = tables(call.document());
    int items = tables.values().stream().mapToInt(Integer::intValue).sum();
    tables.forEach(
        (table, some) ->
            add("AWS/DynamoDB", metric, Map.of("TableName", table), units * some / items, "Count"));
  }

  /** Of a request to several tables, how many of its items each has: its share of the units. */
  private static Map<String, Integer> tables(JsonNode request) {
    Map<String, Integer> tables = new HashMap<>();
    if (request.hasNonNull("TableName")) {
      tables.put(name(request.path("TableName").asText()), 1);
    }
    request
        .path("RequestItems")
        .properties()
        .forEach(
            one -> {
              JsonNode items = one.getValue().path("Keys");
              int count = items.isMissingNode() ? one.getValue().size() : items.size();
              tables.merge(name(one.getKey()), Math.max(1, count), Integer::sum);
            });
    for (JsonNode item : request.path("TransactItems")) {
      for (JsonNode action : item) {
        tables.merge(name(action.path("TableName").asText("")), 1, Integer::sum);
      }
    }
    return tables;
  }

  private static String name(String tableOrArn) {
    return tableOrArn.substring(tableOrArn.lastIndexOf('/') + 1);
  }

  private void add(
      String namespace, String name, Map<String, String> dimensions, double value, String unit) {
    store.add(MetricKey.of(namespace, name, dimensions), clock.millis(), value, unit);
  }
}
