// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import io.millrace.load.report.LoadReport.Bill;
import io.millrace.load.report.LoadReport.Bill.Line;
import io.millrace.load.report.LoadReport.Requests;
import io.millrace.load.report.LoadReport.Settings;
import io.millrace.load.report.LoadReport.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bill of a run, from metered units, as AWS makes it out for the template's stack.
 *
 * <ul>
 *   <li>Lambda: invocations; durations and initialisations times memory, each rounded up to a
 *       millisecond, which is half of one on average.
 *   <li>Kinesis on demand: bytes in, each record rounded up to 1 KB (which the meter does not count
 *       singly, so half a KB on average is added to each, and less than one is one); bytes out.
 *   <li>DynamoDB: write and read units. GetRecords of Lambda's pollers is free.
 *   <li>SQS: every request, those of Lambda's pollers too. A poller here waits one second where
 *       Lambda waits 20, so empty receives are taken out of what was metered and put in by time.
 *   <li>S3 and EventBridge: requests and events. CloudWatch: lines of invocations, {@value
 *       #LOG_BYTES} bytes each. Data transfer between these services within a region is free.
 *   <li>Of the user's own calls only those that bring data in: reads are the load run's probes.
 * </ul>
 *
 * What depends on time alone begins with {@value #BY_TIME} and is not in {@link Bill#perMillion}.
 * Storage is not in a bill: it depends on how long things are kept.
 */
public final class Bills {

  /** How the name of a line begins whose units depend on time alone. */
  public static final String BY_TIME = "by time: ";

  /** How the name of a line begins for whose unit no price is known. Its dollars are 0. */
  public static final String UNPRICED = "no price known: ";

  /** Bytes an invocation logs: Lambda's start and report in JSON, and the batch's line. */
  public static final int LOG_BYTES = 1_300;

  /** Metrics that a stage's line names, on average. */
  public static final int METRICS_PER_STAGE = 7;

  /** What an idle queue costs: Lambda keeps five long polls of 20 seconds open. */
  static final double EMPTY_RECEIVES_PER_SECOND = 5 / 20.0;

  static final double HOURS_PER_MONTH = 730;
  static final double GIGABYTE = 1L << 30;

  private static final int KILOBYTE = 1024;
  private static final double HALF_A_MILLISECOND = 0.0005;
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double MILLION = 1_000_000;

  /** What the deployed functions run on. */
  public enum Architecture {
    ARM64(Billed.LAMBDA_GB_SECOND_ARM64),
    X86(Billed.LAMBDA_GB_SECOND_X86);

    private final Billed gigabyteSecond;

    Architecture(Billed gigabyteSecond) {
      this.gigabyteSecond = gigabyteSecond;
    }

    public Billed gigabyteSecond() {
      return gigabyteSecond;
    }
  }

  /**
   * What a run used.
   *
   * @param events that were put, for dollars per million; 0 makes that 0
   * @param seconds from the first event to the last effect
   */
  public record Usage(
      List<Requests> requests,
      List<Stage> stages,
      List<Settings> settings,
      long events,
      double seconds) {}

  private final PriceTable prices;
  private final Map<String, Line> lines = new TreeMap<>();

  private Bills(PriceTable prices) {
    this.prices = prices;
  }

  /**
   * The bill of a run.
   *
   * @throws IllegalArgumentException when a stage that ran has no settings: its memory is unknown
   */
  public static Bill of(PriceTable prices, Architecture architecture, Usage usage) {
    Bills bill = new Bills(prices);
    bill.compute(architecture, usage);
    usage.requests().forEach(bill::request);
    bill.emptyReceives(usage);
    bill.time(usage);
    return bill.total(usage.events());
  }

  private void compute(Architecture architecture, Usage usage) {
    for (Stage stage : usage.stages()) {
      long invocations = Math.max(stage.batches(), stage.duration().count());
      if (invocations == 0) {
        continue;
      }
      double gigabytes = memory(stage.name(), usage.settings()) / (double) KILOBYTE;
      String unit = " GB-seconds, " + architecture.name().toLowerCase(Locale.ROOT);
      add(Billed.LAMBDA_REQUEST, "requests", invocations);
      add(
          architecture.gigabyteSecond(),
          "duration of " + stage.name() + "," + unit,
          gigabytes * (stage.billedSeconds() + invocations * HALF_A_MILLISECOND));
      long starts = stage.initDuration().count();
      double initSeconds = starts * stage.initDuration().mean() / MILLIS_PER_SECOND;
      add(
          architecture.gigabyteSecond(),
          "initialisation," + unit,
          gigabytes * (initSeconds + starts * HALF_A_MILLISECOND));
      add(Billed.LOGS_GB, "logs, GB", (double) invocations * LOG_BYTES / GIGABYTE);
    }
  }

  private static int memory(String stage, List<Settings> settings) {
    return settings.stream()
        .filter(one -> one.stage().equalsIgnoreCase(stage))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Stage "
                        + stage
                        + " ran and has no settings, so its memory is unknown; there are settings of "
                        + settings.stream().map(Settings::stage).toList()))
        .memoryMegabytes();
  }

  private void request(Requests requests) {
    String caller = requests.caller();
    boolean user = caller.equals("user");
    boolean poller = caller.startsWith("poller:");
    if (caller.equals("svc:cloudformation")) {
      return; // making the stack is not part of a run
    }
    switch (requests.unit()) {
      case "25 KB put units" ->
          add(Billed.KINESIS_ON_DEMAND_IN_GB, "data in, GB", roundedUp(requests) / GIGABYTE);
      case "PUT-class requests" ->
          add(Billed.S3_PUT_REQUEST, "PUT-class requests", requests.units());
      // A service's reads are of the functions' code.
      case "GET-class requests" ->
          ours(user || caller.startsWith("svc:"), Billed.S3_GET_REQUEST, requests);
      case "WCU" -> ours(user, Billed.DYNAMODB_WRITE_UNIT, requests);
      case "RCU" -> ours(user, Billed.DYNAMODB_READ_UNIT, requests);
      case "stream reads" -> ours(user || poller, Billed.DYNAMODB_STREAM_READ, requests);
      case "64 KB events" -> ours(user, Billed.EVENTBRIDGE_EVENT, requests);
      case "64 KB requests" ->
          add(Billed.SQS_REQUEST, "requests", requests.units() * queueCalls(requests));
      case "" -> {
        if (poller
            && requests.service().equals("kinesis")
            && requests.operation().equals("GetRecords")) {
          add(Billed.KINESIS_ON_DEMAND_OUT_GB, "data out, GB", requests.bytesOut() / GIGABYTE);
        }
      }
      default ->
          add(new Line(requests.service(), UNPRICED + requests.unit(), requests.units(), 0, 0));
    }
  }

  /** How many billed calls a metered one of a queue stands for. */
  private static int queueCalls(Requests requests) {
    String operation = requests.operation();
    if (requests.caller().startsWith("fn:")) {
      return 1;
    }
    if (requests.caller().startsWith("poller:")) {
      // What is received is deleted or put off: so many receives at least were not empty. That the
      // depth is looked at is the local cloud's doing.
      return operation.startsWith("DeleteMessage") ? 2 : operation.startsWith("Change") ? 1 : 0;
    }
    return operation.startsWith("SendMessage") ? 1 : 0;
  }

  private void ours(boolean free, Billed item, Requests requests) {
    if (!free) {
      add(item, requests.unit(), requests.units());
    }
  }

  private static double roundedUp(Requests puts) {
    if (puts.bytesIn() <= puts.units() * KILOBYTE) {
      return puts.units() * KILOBYTE;
    }
    return puts.bytesIn() + puts.units() * KILOBYTE / 2;
  }

  private void emptyReceives(Usage usage) {
    long queues =
        usage.requests().stream()
            .filter(one -> one.caller().startsWith("poller:") && one.service().equals("sqs"))
            .map(Requests::caller)
            .distinct()
            .count();
    add(
        Billed.SQS_REQUEST,
        BY_TIME + "empty receives of Lambda's pollers",
        queues * usage.seconds() * EMPTY_RECEIVES_PER_SECOND);
  }

  private void time(Usage usage) {
    double hours = usage.seconds() / SECONDS_PER_HOUR;
    add(Billed.KINESIS_ON_DEMAND_STREAM_HOUR, BY_TIME + "stream hours", hours);
    long running = usage.stages().stream().filter(stage -> stage.batches() > 0).count();
    add(
        Billed.METRIC_MONTH,
        BY_TIME + "custom metrics, months",
        running * METRICS_PER_STAGE * hours / HOURS_PER_MONTH);
  }

  private void add(Billed item, String what, double units) {
    double price = prices.price(item).each();
    add(new Line(item.service(), what, units, price, units * price));
  }

  private void add(Line line) {
    if (line.units() == 0) {
      return;
    }
    lines.merge(
        (line.what().startsWith(BY_TIME) ? "~" : "") + line.service() + "\0" + line.what(),
        line,
        (one, other) ->
            new Line(
                one.service(),
                one.what(),
                one.units() + other.units(),
                one.price(),
                (one.units() + other.units()) * one.price()));
  }

  private Bill total(long events) {
    List<Line> all = new ArrayList<>(lines.values());
    double total = all.stream().mapToDouble(Line::dollars).sum();
    double byEvents =
        all.stream()
            .filter(line -> !line.what().startsWith(BY_TIME))
            .mapToDouble(Line::dollars)
            .sum();
    return new Bill(
        prices.title(), List.copyOf(all), total, events == 0 ? 0 : byEvents / events * MILLION);
  }
}
