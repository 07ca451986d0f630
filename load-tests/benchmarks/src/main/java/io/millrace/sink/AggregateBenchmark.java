// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static java.util.Objects.requireNonNull;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.millrace.benchmarks.SampleBatch;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.TableChange;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Ids;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.Place;
import io.millrace.shared.time.Deadline;
import io.millrace.sink.view.Cell;
import io.millrace.sink.view.Fold;
import io.millrace.sink.view.Grain;
import io.millrace.sink.view.Kind;
import io.millrace.sink.view.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** From a batch of the table's change stream to the deltas of its transactions. */
@State(Scope.Benchmark)
@OperationsPerInvocation(SampleBatch.EVENTS)
public class AggregateBenchmark {

  /** One number of the view. */
  record Counter(Cell cell, String attribute) {}

  private final List<EventPart> parts = parts(new SampleBatch().events());
  private final List<TableChange> records = records(parts);
  private final List<List<Counter>> counters = parts.stream().map(this::counters).toList();

  private static List<EventPart> parts(List<CloudEvent> events) {
    List<EventPart> parts = new ArrayList<>();
    for (CloudEvent event : events) {
      parts.add(
          new EventPart(
              Ids.record(event.source(), event.id()),
              event.source(),
              event.id(),
              event.type(),
              event.time(),
              event.subject(),
              event.clientIp(),
              new Place(country(event), "Region", "City", 52_500_000L, 13_400_000L, 64_500L),
              "sample",
              event.data(),
              Keeping.DEFAULT.recordExpiry(event.time())));
    }
    // The order in which enrich writes them.
    parts.sort(Comparator.comparing(EventPart::type).thenComparing(EventPart::time));
    return parts;
  }

  /** One of twenty-six, by what the event says: no database is needed here. */
  private static String country(CloudEvent event) {
    return "X" + (char) ('A' + Math.floorMod(event.id().hashCode(), 26));
  }

  private static List<TableChange> records(List<EventPart> parts) {
    List<TableChange> records = new ArrayList<>();
    for (EventPart part : parts) {
      String sequenceNumber = String.format("%021d", records.size() + 1);
      records.add(new TableChange(sequenceNumber, "INSERT", null, part.fields(), false, ""));
    }
    return records;
  }

  private List<Counter> counters(Part part) {
    List<Counter> counters = new ArrayList<>();
    Tally tally = Fold.of(part);
    for (Cell cell : tally.touched()) {
      tally.touched(cell).forEach(attribute -> counters.add(new Counter(cell, attribute)));
    }
    return counters;
  }

  /** Remembers what the transactions add, and nothing else. */
  private static final class DeltasOnly implements Ledger {
    final List<Tally> transactions = new ArrayList<>();

    @Override
    public Head head(String shard) {
      return Head.NONE;
    }

    @Override
    public List<Mark> marks(String shard, Mark stretch) {
      return List.of();
    }

    @Override
    public boolean apply(String shard, long revision, Mark mark, Tally deltas) {
      return transactions.add(deltas);
    }
  }

  @Benchmark
  public List<Tally> ours() {
    DeltasOnly ledger = new DeltasOnly();
    Aggregator aggregator =
        new Aggregator(ledger, RunLimits.DEFAULT, Backoff.standard(Deadline.none()));
    Batch.inOrder(records, new AggregateStage(aggregator, "shard", () -> true));
    return ledger.transactions;
  }

  /** A map that merges ones under keys that are there already. */
  @Benchmark
  public Map<Counter, Long> limit() {
    Map<Counter, Long> sums = new HashMap<>();
    for (List<Counter> ones : counters) {
      for (Counter counter : ones) {
        sums.merge(counter, 1L, Long::sum);
      }
    }
    return sums;
  }

  /** One update of each cell for each event: built, not even sent. */
  @Benchmark
  public List<UpdateItemRequest> plain() {
    List<UpdateItemRequest> updates = new ArrayList<>();
    for (TableChange record : records) {
      Map<String, Object> image = requireNonNull(record.after());
      Instant time = Instant.ofEpochMilli((Long) requireNonNull(image.get("time")));
      String type = (String) requireNonNull(image.get("type"));
      String country = Cell.COUNTRY + image.get("country");
      for (Grain grain : Grain.values()) {
        updates.add(update(new Cell(grain, grain.floor(time), Kind.EVENTS, type), country));
      }
    }
    return updates;
  }

  private static UpdateItemRequest update(Cell cell, String country) {
    return UpdateItemRequest.builder()
        .tableName("millrace-aggregates")
        .key(Map.of("pk", fromS(cell.partitionKey()), "sk", fromS(cell.sortKey(0))))
        .updateExpression("ADD #total :one, #country :one")
        .expressionAttributeNames(Map.of("#total", Cell.TOTAL, "#country", country))
        .expressionAttributeValues(Map.of(":one", fromN("1")))
        .build();
  }
}
