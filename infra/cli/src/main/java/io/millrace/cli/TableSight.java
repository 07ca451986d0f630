// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.Marker;
import io.millrace.load.Sight;
import io.millrace.shared.aws.Luck;
import io.millrace.shared.record.Part;
import io.millrace.sink.view.Cell;
import io.millrace.sink.view.DynamoCells;
import io.millrace.sink.view.Grain;
import io.millrace.sink.view.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Sees markers in a stack's tables: one read for the records, one a minute for the aggregates. */
final class TableSight implements Sight {

  /** Keys of one BatchGetItem. */
  private static final int MAX_KEYS = 100;

  private final DynamoDbClient dynamo;
  private final String records;
  private final DynamoCells cells;

  TableSight(Clients clients, Resources resources) {
    this.dynamo = clients.dynamoDb();
    this.records = resources.recordsTable();
    this.cells = new DynamoCells(dynamo, resources.aggregatesTable());
  }

  @Override
  public Set<Marker> inRecords(Collection<Marker> markers) {
    Map<String, Marker> byId = new HashMap<>();
    markers.stream().limit(MAX_KEYS).forEach(marker -> byId.put(marker.recordId(), marker));
    KeysAndAttributes asked =
        KeysAndAttributes.builder()
            .keys(byId.keySet().stream().map(TableSight::key).toList())
            .projectionExpression(Part.ID)
            .consistentRead(true)
            .build();
    Set<Marker> seen = new HashSet<>();
    for (Map<String, AttributeValue> item :
        Luck.translating(
                "BatchGetItem of " + records,
                () -> dynamo.batchGetItem(r -> r.requestItems(Map.of(records, asked))))
            .responses()
            .getOrDefault(records, List.of())) {
      AttributeValue id = item.get(Part.ID);
      Marker marker = id == null ? null : byId.get(id.s());
      if (marker != null) {
        seen.add(marker);
      }
    }
    return seen;
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of(Part.ID, AttributeValue.fromS(id), Part.PART, AttributeValue.fromS(Part.EVENT));
  }

  @Override
  public Map<Marker, Long> inAggregates(Collection<Marker> markers) {
    Map<Instant, Map<String, Long>> minutes = new HashMap<>();
    Map<Marker, Long> counts = new HashMap<>();
    for (Marker marker : markers) {
      Instant minute = Grain.MINUTE.floor(marker.time());
      counts.put(
          marker, minutes.computeIfAbsent(minute, this::totals).getOrDefault(marker.type(), 0L));
    }
    return counts;
  }

  private Map<String, Long> totals(Instant minute) {
    Map<String, Long> totals = new HashMap<>();
    cells.visit(
        Grain.MINUTE,
        minute,
        Kind.EVENTS,
        (cell, values) ->
            totals.merge(cell.name(), values.getOrDefault(Cell.TOTAL, 0L), Long::sum));
    return totals;
  }
}
