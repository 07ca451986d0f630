// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a million events cost on AWS by the model: every unit that is billed, with its arithmetic,
 * for this pipeline and for the naive chain of one stream record, one idempotency entry, one item
 * and one counter update per event. Steady traffic, warm functions, arm64, no failures. What
 * depends on time alone and what is stored is told apart. Immutable.
 */
public final class PathCost {

  /** Events a path's cost is given for. */
  public static final double EVENTS = 1_000_000;

  private static final double KILOBYTE = 1_024;
  private static final double MILLIS = 1_000;
  private static final int WRITES_A_CALL = 25;
  private static final int CALLS_AT_ONCE = 4;

  /** A transaction takes twice the units. */
  private static final int TRANSACTIONAL = 2;

  private final PriceTable prices;
  private final Map<Given, Double> inputs;

  /**
   * A line of the arithmetic.
   *
   * @param formula how the units came about, with its numbers
   */
  public record Term(
      String stage, String what, String formula, Billed item, double units, double dollars) {}

  /** A way through, and what each part of it costs. */
  public record Path(String name, List<Term> terms) {

    public double dollars() {
      return terms.stream().mapToDouble(Term::dollars).sum();
    }

    /** Dollars of one item of the price table. */
    public double dollars(Billed item) {
      return terms.stream().filter(term -> term.item() == item).mapToDouble(Term::dollars).sum();
    }
  }

  private PathCost(PriceTable prices, Map<Given, Double> inputs) {
    this.prices = prices;
    this.inputs = inputs;
  }

  /** The model with what is given. */
  public static PathCost of(PriceTable prices) {
    Map<Given, Double> inputs = new EnumMap<>(Given.class);
    for (Given given : Given.values()) {
      inputs.put(given, given.value());
    }
    return new PathCost(prices, inputs);
  }

  /** The same with another value. */
  public PathCost with(Given given, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(given + " is " + value + ", must be more than 0");
    }
    Map<Given, Double> changed = new EnumMap<>(inputs);
    changed.put(given, value);
    return new PathCost(prices, changed);
  }

  PriceTable prices() {
    return prices;
  }

  double get(Given given) {
    Double value = inputs.get(given);
    if (value == null) {
      throw new IllegalStateException("Made with every input: " + given);
    }
    return value;
  }

  /** A million events through ingest, enrich, aggregate and publish. */
  public Path pipeline() {
    Terms terms = new Terms(prices);
    double packed = Math.floor((get(Given.PACKED_BYTES) + 1) / (get(Given.EVENT_BYTES) + 1));
    double waited = get(Given.EVENTS_PER_SECOND) * get(Given.PRODUCER_WAIT);
    double perRecord = Math.max(1, Math.min(packed, Math.floor(waited)));
    double records = Math.ceil(EVENTS / perRecord);
    stream(terms, "ingest", "enrich", records, perRecord * (get(Given.EVENT_BYTES) + 1) - 1);

    double perBatch =
        Math.max(
            perRecord,
            batch(
                get(Given.ENRICH_BATCH) * perRecord,
                get(Given.ENRICH_WINDOW),
                get(Given.STREAM_SHARDS)));
    double calls = Math.ceil(perBatch / WRITES_A_CALL);
    double rounds = Math.ceil(calls / CALLS_AT_ONCE);
    compute(terms, "enrich", perBatch, Given.ENRICH_CPU, rounds * get(Given.BATCH_CALL));
    double units = Math.ceil(get(Given.ITEM_BYTES) / KILOBYTE);
    terms.add(
        "enrich",
        "items by BatchWriteItem",
        Billed.DYNAMODB_WRITE_UNIT,
        EVENTS * units,
        "%s events × ⌈%s B ÷ 1 KB⌉",
        EVENTS,
        get(Given.ITEM_BYTES));

    double changes =
        batch(get(Given.AGGREGATE_BATCH), get(Given.AGGREGATE_WINDOW), get(Given.TABLE_SHARDS));
    double transactions = EVENTS / changes;
    double cells = Math.min(get(Given.CELLS), changes * get(Given.CELLS_OF_AN_EVENT));
    compute(
        terms,
        "aggregate",
        changes,
        Given.AGGREGATE_CPU,
        2 * get(Given.ITEM_CALL) + get(Given.TRANSACTION_CALL));
    terms.add(
        "aggregate",
        "head, mark and counters",
        Billed.DYNAMODB_WRITE_UNIT,
        transactions * TRANSACTIONAL * (get(Given.HEAD_AND_MARK) + cells),
        "%s transactions × 2 × (%s + %s counters)",
        transactions,
        get(Given.HEAD_AND_MARK),
        cells);
    terms.add(
        "aggregate",
        "head and marks read",
        Billed.DYNAMODB_READ_UNIT,
        transactions * get(Given.TRANSACTION_READS),
        "%s transactions × %s",
        transactions,
        get(Given.TRANSACTION_READS));
    double windows =
        EVENTS
            / get(Given.EVENTS_PER_SECOND)
            / get(Given.AGGREGATE_TUMBLING)
            * get(Given.TABLE_SHARDS);
    terms.add(
        "aggregate",
        "ends of tumbling windows",
        Billed.LAMBDA_REQUEST,
        windows,
        "%s s ÷ %s s × %s shards",
        EVENTS / get(Given.EVENTS_PER_SECOND),
        get(Given.AGGREGATE_TUMBLING),
        get(Given.TABLE_SHARDS));

    double published =
        batch(get(Given.PUBLISH_BATCH), get(Given.PUBLISH_WINDOW), get(Given.TABLE_SHARDS));
    compute(terms, "publish", published, Given.PUBLISH_CPU, get(Given.OBJECT_CALL));
    terms.add(
        "publish",
        "objects of the archive",
        Billed.S3_PUT_REQUEST,
        EVENTS / published,
        "%s events ÷ %s",
        EVENTS,
        published);
    return terms.path("pipeline");
  }

  /**
   * The same million, each event by itself: a stream record, the idempotency entry, the item and a
   * counter, one call after the other in batches of the same kind of mapping. It has no archive and
   * counts one cell where the pipeline counts three; its code costs no more CPU than enrich.
   */
  public Path naive() {
    Terms terms = new Terms(prices);
    stream(terms, "producer", "handler", EVENTS, get(Given.EVENT_BYTES));
    double perBatch =
        batch(get(Given.NAIVE_BATCH), get(Given.NAIVE_WINDOW), get(Given.STREAM_SHARDS));
    double writes = get(Given.IDEMPOTENCY_WRITES);
    double calls = writes + 2;
    compute(terms, "handler", perBatch, Given.ENRICH_CPU, perBatch * calls * get(Given.ITEM_CALL));
    write(terms, "idempotency entry, " + (writes == 1 ? "claim" : "claim and completion"), writes);
    write(terms, "item", Math.ceil(get(Given.ITEM_BYTES) / KILOBYTE));
    write(terms, "counter", 1);
    return terms.path("naive chain");
  }

  /** How many events a mapping hands over at once: what arrives in a window on a shard. */
  private double batch(double size, double window, double shards) {
    return Math.clamp(get(Given.EVENTS_PER_SECOND) * window / shards, 1, size);
  }

  private void stream(Terms terms, String in, String out, double records, double bytes) {
    terms.add(
        in,
        "stream, in, GB",
        Billed.KINESIS_ON_DEMAND_IN_GB,
        records * Math.ceil(bytes / KILOBYTE) * KILOBYTE / Bills.GIGABYTE,
        "%s records × ⌈%s B⌉ to whole KB",
        records,
        bytes);
    terms.add(
        out,
        "stream, out, GB",
        Billed.KINESIS_ON_DEMAND_OUT_GB,
        records * bytes / Bills.GIGABYTE,
        "%s records × %s B",
        records,
        bytes);
  }

  private void compute(Terms terms, String stage, double perBatch, Given cpu, double waitMillis) {
    double invocations = Math.ceil(EVENTS / perBatch);
    double cores = get(Given.MEMORY) / get(Given.MEMORY_OF_A_CORE);
    double millis = get(Given.INVOCATION) + perBatch * get(cpu) / MILLIS / cores + waitMillis;
    terms.add(
        stage,
        "invocations",
        Billed.LAMBDA_REQUEST,
        invocations,
        "%s events ÷ %s a batch",
        EVENTS,
        perBatch);
    terms.add(
        stage,
        "duration, GB-s",
        Billed.LAMBDA_GB_SECOND_ARM64,
        invocations * millis / MILLIS * get(Given.MEMORY) / KILOBYTE,
        "%s × (%s + %s × %s µs ÷ %s cores + %s ms waiting) × %s GB",
        invocations,
        get(Given.INVOCATION),
        perBatch,
        get(cpu),
        cores,
        waitMillis,
        get(Given.MEMORY) / KILOBYTE);
    terms.add(
        stage,
        "logs, GB",
        Billed.LOGS_GB,
        invocations * get(Given.LOG_BYTES) / Bills.GIGABYTE,
        "%s × %s B",
        invocations,
        get(Given.LOG_BYTES));
  }

  private static void write(Terms terms, String what, double units) {
    terms.add(
        "handler",
        what,
        Billed.DYNAMODB_WRITE_UNIT,
        EVENTS * units,
        "%s events × %s",
        EVENTS,
        units);
  }

  /** A number for people, in a formula. */
  static String plain(double value) {
    String text =
        value != 0 && Math.abs(value) < 0.01
            ? String.format(Locale.ROOT, "%.2e", value)
            : String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%,.2f", value);
    return text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
