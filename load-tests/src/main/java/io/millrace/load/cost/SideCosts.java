// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import io.millrace.load.cost.PathCost.Path;
import io.millrace.load.cost.PathCost.Term;

/** What the model says beside the way of an event: photos, idle hours, a stream of fixed size. */
public final class SideCosts {

  private static final double PHOTOS = 1_000;
  private static final double KILOBYTE = 1_024;
  private static final double MILLIS = 1_000;
  private static final double HOUR = 3_600;
  private static final double STAGES = 5;
  private static final double QUEUES = 2;

  private final PathCost model;

  public SideCosts(PathCost model) {
    this.model = model;
  }

  /** A thousand photos, from upload to announcement; counts of calls are measured. */
  public Path thousandPhotos() {
    Terms terms = new Terms(model.prices());
    photo(terms, "all", "objects put", Billed.S3_PUT_REQUEST, get(Given.PHOTO_PUTS));
    photo(terms, "all", "objects read", Billed.S3_GET_REQUEST, get(Given.PHOTO_GETS));
    photo(terms, "all", "messages", Billed.SQS_REQUEST, get(Given.PHOTO_MESSAGES));
    writes(terms, "upload", "claims", Given.PHOTO_UPLOAD_UNITS);
    writes(terms, "enrich, resize", "items", Given.PHOTO_RECORD_UNITS);
    writes(terms, "resize", "claims", Given.PHOTO_RESIZE_UNITS);
    writes(terms, "aggregate", "transactions", Given.PHOTO_AGGREGATE_UNITS);
    photo(terms, "publish", "announcements", Billed.EVENTBRIDGE_EVENT, get(Given.PHOTO_EVENTS));
    double invocations = get(Given.PHOTO_INVOCATIONS);
    photo(terms, "all", "invocations", Billed.LAMBDA_REQUEST, invocations);
    compute(terms, "upload", Given.UPLOAD_MILLIS, Given.MEMORY);
    compute(terms, "resize", Given.RESIZE_MILLIS, Given.RESIZE_MEMORY);
    photo(
        terms,
        "all",
        "logs, GB",
        Billed.LOGS_GB,
        invocations * get(Given.LOG_BYTES) / Bills.GIGABYTE);
    return terms.path("thousand photos");
  }

  /** What an hour costs though nothing happens; both paths need most of it. */
  public Path hour() {
    Terms terms = new Terms(model.prices());
    terms.add("ingest", "on-demand stream", Billed.KINESIS_ON_DEMAND_STREAM_HOUR, 1, "1");
    terms.add(
        "all",
        "custom metrics",
        Billed.METRIC_MONTH,
        STAGES * Bills.METRICS_PER_STAGE / Bills.HOURS_PER_MONTH,
        "%s stages × %s ÷ %s hours",
        STAGES,
        (double) Bills.METRICS_PER_STAGE,
        Bills.HOURS_PER_MONTH);
    terms.add(
        "upload, resize",
        "empty receives",
        Billed.SQS_REQUEST,
        QUEUES * HOUR * Bills.EMPTY_RECEIVES_PER_SECOND,
        "%s queues × %s s × %s",
        QUEUES,
        HOUR,
        Bills.EMPTY_RECEIVES_PER_SECOND);
    return terms.path("hour");
  }

  /** Dollars a million events cost on a stream in provisioned mode, shard hours included. */
  public double provisionedStream(int shards) {
    double records =
        model.pipeline().terms().stream()
            .filter(term -> term.item() == Billed.KINESIS_ON_DEMAND_IN_GB)
            .mapToDouble(Term::units)
            .map(gigabytes -> gigabytes * Bills.GIGABYTE / get(Given.PACKED_BYTES))
            .sum();
    double hours = PathCost.EVENTS / get(Given.EVENTS_PER_SECOND) / HOUR;
    return records * model.prices().price(Billed.KINESIS_PUT_UNIT).each()
        + hours * shards * model.prices().price(Billed.KINESIS_SHARD_HOUR).each();
  }

  private double get(Given given) {
    return model.get(given);
  }

  private void writes(Terms terms, String stage, String what, Given each) {
    photo(terms, stage, what, Billed.DYNAMODB_WRITE_UNIT, get(each));
  }

  private void compute(Terms terms, String stage, Given millis, Given memory) {
    photo(
        terms,
        stage,
        "duration, GB-s",
        Billed.LAMBDA_GB_SECOND_ARM64,
        get(millis) / MILLIS * get(memory) / KILOBYTE);
  }

  private static void photo(Terms terms, String stage, String what, Billed item, double each) {
    terms.add(stage, what, item, PHOTOS * each, "%s photos × %s", PHOTOS, each);
  }
}
