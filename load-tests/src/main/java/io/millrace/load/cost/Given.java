// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

/** What the cost model takes as given: the value it assumes unless told otherwise, and whence. */
public enum Given {
  EVENT_BYTES(300, "B", "an event's JSON"),
  EVENTS_PER_SECOND(1_000, "1/s", "a steady rate; batches are as full as it makes them"),
  PRODUCER_WAIT(1, "s", "the producer packs events for so long at most"),
  PACKED_BYTES(25 * 1_024, "B", "EventLimits.MAX_PACKED_BYTES"),
  STREAM_SHARDS(4, "", "a new on-demand stream"),
  TABLE_SHARDS(4, "", "a new on-demand table takes 4,000 writes a second: assumed, 4 partitions"),
  ITEM_BYTES(600, "B", "of a 300-byte event with its place; tested to be an upper bound"),

  ENRICH_BATCH(100, "records", "template"),
  ENRICH_WINDOW(1, "s", "Lambda reads a shard once a second; the template gathers no longer"),
  AGGREGATE_BATCH(1_000, "changes", "template"),
  AGGREGATE_WINDOW(1, "s", "template"),
  AGGREGATE_TUMBLING(60, "s", "template; each window ends with an invocation of its own"),
  PUBLISH_BATCH(1_000, "changes", "template"),
  PUBLISH_WINDOW(5, "s", "template"),
  MEMORY(1_024, "MB", "template: upload, enrich, aggregate, publish"),
  RESIZE_MEMORY(2_048, "MB", "template"),
  MEMORY_OF_A_CORE(1_769, "MB", "Lambda Developer Guide, memory"),

  CELLS(
      13,
      "counters",
      "measured: 724 units in 24 transactions, 20,000 events of 5 types in a minute"),
  CELLS_OF_AN_EVENT(3, "counters", "minute, hour and day"),
  HEAD_AND_MARK(2, "items", "of each transaction"),
  TRANSACTION_READS(2, "read units", "measured: one GetItem and one Query each"),
  ENRICH_CPU(270, "µs", "measured with 20,000 events, x86, C1, local cloud on a busy machine"),
  AGGREGATE_CPU(100, "µs", "measured in the same run"),
  PUBLISH_CPU(80, "µs", "measured in the same run"),
  LOG_BYTES(
      Bills.LOG_BYTES, "B", "an invocation's three lines, 26 bytes more for each: partly measured"),

  INVOCATION(2, "ms", "assumed: an invocation that does nothing"),
  ITEM_CALL(5, "ms", "assumed: a call for one item"),
  BATCH_CALL(10, "ms", "assumed: BatchWriteItem of 25"),
  TRANSACTION_CALL(20, "ms", "assumed: TransactWriteItems"),
  OBJECT_CALL(30, "ms", "assumed: PutObject or GetObject"),

  NAIVE_BATCH(100, "records", "the default of a mapping, and what a batch of ours has"),
  NAIVE_WINDOW(1, "s", "as ours"),
  IDEMPOTENCY_WRITES(2, "", "claim and completion, as Powertools does; 1 in the strictest reading"),

  PHOTO_UPLOAD_UNITS(2, "write units", "measured with 40 photos: claim and release"),
  PHOTO_RESIZE_UNITS(2, "write units", "measured: claim and completion"),
  PHOTO_RECORD_UNITS(2, "write units", "measured: part event and part photo"),
  PHOTO_AGGREGATE_UNITS(4.5, "write units", "measured: 180 for 40 photos, few to a transaction"),
  PHOTO_PUTS(4.5, "requests", "measured: the upload, 3 renditions, half an object of the archive"),
  PHOTO_GETS(2, "requests", "measured: by upload and by resize"),
  PHOTO_MESSAGES(3.95, "requests", "measured: sends, receives and deletions of both queues"),
  PHOTO_EVENTS(0.45, "events", "measured: 18 for 40 photos"),
  PHOTO_INVOCATIONS(2.55, "", "measured: upload 1, enrich 0.375, resize 0.275, sink 0.9"),
  UPLOAD_MILLIS(150, "ms", "assumed: two items, one object, one put"),
  RESIZE_MILLIS(2_500, "ms", "assumed: 12 megapixels to three renditions, portable engine");

  private final double value;
  private final String unit;
  private final String source;

  Given(double value, String unit, String source) {
    this.value = value;
    this.unit = unit;
    this.source = source;
  }

  public double value() {
    return value;
  }

  public String unit() {
    return unit;
  }

  /** Where the value is from, or that it is assumed. */
  public String source() {
    return source;
  }
}
