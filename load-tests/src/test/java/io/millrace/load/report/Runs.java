// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import io.millrace.load.cost.Bills;
import io.millrace.load.cost.PriceTable;
import io.millrace.load.report.LoadReport.Bucket;
import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Requests;
import io.millrace.load.report.LoadReport.Sample;
import io.millrace.load.report.LoadReport.Settings;
import io.millrace.load.report.LoadReport.Stage;
import io.millrace.load.report.LoadReport.StageSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reports as runs make them, of any length. The same seed makes the same report. */
final class Runs {

  private static final int RATE = 600;
  private static final List<String> STAGES =
      List.of("upload", "enrich", "resize", "aggregate", "publish");

  private final Random random;
  private final int seconds;

  private Runs(long seed, int seconds) {
    this.random = new Random(seed);
    this.seconds = seconds;
  }

  static LoadReport of(long seed, int seconds) {
    return new Runs(seed, seconds).report(List.of());
  }

  static LoadReport withProblems(long seed, int seconds, List<String> problems) {
    return new Runs(seed, seconds).report(problems);
  }

  private LoadReport report(List<String> problems) {
    long events = (long) RATE * seconds;
    List<Settings> settings =
        List.of(
            new Settings("upload", 1, 0, null, 4, 1_024),
            new Settings("enrich", 100, 1, 1, null, 1_024),
            new Settings("resize", 4, 0, null, 8, 2_048),
            new Settings("aggregate", 1_000, 1, 1, null, 1_024),
            new Settings("publish", 1_000, 5, 1, null, 1_024));
    List<Stage> stages =
        List.of(
            stage("upload", seconds / 10, 1, 40, 30, 0),
            stage("enrich", seconds * 4L, 18, 90, 640, 100),
            stage("resize", seconds / 20, 3, 900, 0, 4),
            stage("aggregate", seconds, 600, 140, 480, 1_000),
            stage("publish", seconds / 5, 980, 60, 2_600, 1_000));
    List<Requests> requests = requests(events);
    return new LoadReport(
        LoadReport.FORMAT,
        "2026-11-23T14:05:12Z",
        new LoadReport.Backend(
            "local cloud",
            "http://localhost:4566",
            "DynamoDB Local 3.3.1, ElasticMQ 1.7.1, S3Proxy 4.1.0, Kinesis of Millrace",
            "2 cores, 16 GB"),
        new LoadReport.Plan(RATE, seconds, "spike", "100:1", 2, 7),
        settings,
        new LoadReport.Outcome(
            events,
            events / 100,
            events - events / 500,
            events / 500,
            0,
            distribution(events, 0.4, 0.6),
            6.4,
            problems.isEmpty() ? true : false,
            problems),
        stages,
        List.of(
            new LoadReport.Queue("millrace-uploads", 14, 2_100L),
            new LoadReport.Queue("millrace-resize", 96, 11_400L),
            new LoadReport.Queue("millrace-resize-dlq", 0, null)),
        new TreeMap<>(
            Map.of(
                "records", distribution(events, 780, 0.35),
                "aggregates", distribution(events, 1_650, 0.4))),
        IntStream.range(0, seconds).mapToObj(this::sample).toList(),
        requests,
        Bills.of(
            PriceTable.usEast1(),
            Bills.Architecture.ARM64,
            new Bills.Usage(requests, stages, settings, events, seconds + 6.4)));
  }

  private Stage stage(
      String name, long batches, double fill, double duration, double age, double limit) {
    Distribution fills =
        limit == 0
            ? distribution(batches, fill, 0.01)
            : capped(distribution(batches, fill, 0.5), limit);
    return new Stage(
        name,
        batches,
        (long) (batches * fill),
        batches * fill / seconds,
        fills,
        distribution(batches, duration, 0.5),
        distribution(age == 0 ? 0 : batches, age, 0.4),
        distribution(2, 420, 0.1),
        name.equals("enrich") ? 3 : 0,
        0,
        name.equals("enrich") ? 3 : 0,
        0,
        2,
        180L + 40 * STAGES.indexOf(name),
        seconds * 0.02 * (1 + STAGES.indexOf(name)),
        batches * duration / 1_000);
  }

  private static Distribution capped(Distribution whole, double limit) {
    Map<Double, Long> counts = new TreeMap<>();
    whole.buckets().forEach(b -> counts.merge(Math.min(limit, b.upTo()), b.count(), Long::sum));
    return new Distribution(
        whole.count(),
        Math.min(limit, whole.mean()),
        Math.min(limit, whole.p50()),
        Math.min(limit, whole.p95()),
        Math.min(limit, whole.p99()),
        Math.min(limit, whole.max()),
        counts.entrySet().stream().map(e -> new Bucket(e.getKey(), e.getValue())).toList());
  }

  private Distribution distribution(long count, double median, double spread) {
    if (count == 0) {
      return new Distribution(0, 0, 0, 0, 0, 0, List.of());
    }
    int drawn = (int) Math.min(count, 20_000);
    double[] values = new double[drawn];
    for (int i = 0; i < drawn; i++) {
      double value = median * Math.exp(spread * random.nextGaussian());
      values[i] = random.nextInt(400) == 0 ? value * 4 : value;
    }
    Arrays.sort(values);
    Map<Double, Long> counts = new TreeMap<>();
    for (double value : values) {
      double magnitude = Math.pow(10, Math.floor(Math.log10(value)) - 1);
      counts.merge(Math.ceil(value / magnitude) * magnitude, 1L, Long::sum);
    }
    List<Bucket> buckets = new ArrayList<>();
    counts.forEach((upTo, n) -> buckets.add(new Bucket(upTo, n)));
    return new Distribution(
        count,
        Arrays.stream(values).average().orElseThrow(),
        values[drawn / 2],
        values[(int) (drawn * 0.95)],
        values[(int) (drawn * 0.99)],
        values[drawn - 1],
        buckets);
  }

  private Sample sample(int second) {
    boolean spike = second > seconds * 0.4 && second < seconds * 0.55;
    long due = spike ? RATE : RATE / 3;
    double strain = spike ? 2.4 : second >= seconds * 0.55 && second < seconds * 0.62 ? 1.7 : 1;
    Map<String, StageSample> stages = new LinkedHashMap<>();
    stages.put("upload", stageSample(strain, 1, 1, 40, Double.NaN, second % 10 == 0));
    stages.put("enrich", stageSample(strain, 4, due / 18.0, 110, 620, true));
    stages.put("resize", stageSample(strain, 1, 3, 950, Double.NaN, second % 7 < 4));
    stages.put("aggregate", stageSample(strain, 1, due / Math.sqrt(strain), 160, 470, true));
    stages.put("publish", stageSample(strain, 1, due * 5.0, 70, 2_700, second % 5 == 0));
    return new Sample(
        second,
        due,
        due - random.nextInt(3),
        stages,
        Map.of(
            "millrace-uploads", (long) random.nextInt(4),
            "millrace-resize", (long) (random.nextInt(6) * strain * strain * 3)));
  }

  private StageSample stageSample(
      double strain, long batches, double records, double duration, double age, boolean ran) {
    if (!ran) {
      return new StageSample(0, 0, null, null, null, 0, 0);
    }
    double noise = Math.exp(0.15 * random.nextGaussian());
    Double oldest = Double.isNaN(age) ? null : age * strain * strain * noise;
    return new StageSample(
        batches,
        (long) (records * noise),
        duration * strain * noise,
        oldest == null ? null : oldest * 0.6,
        oldest,
        random.nextInt(300) == 0 ? 1 : 0,
        random.nextInt(3));
  }

  private static List<Requests> requests(long events) {
    return List.of(
        row(
            "user",
            "kinesis",
            "PutRecords",
            events / 100,
            events * 320,
            events / 18,
            "25 KB put units"),
        row(
            "fn:millrace-enrich",
            "dynamodb",
            "BatchWriteItem",
            events / 24,
            events * 600,
            events,
            "WCU"),
        row(
            "fn:millrace-enrich",
            "sqs",
            "SendMessageBatch",
            events / 900,
            9_000,
            events / 900.0,
            "64 KB requests"),
        row(
            "fn:millrace-resize",
            "s3",
            "PutObject",
            events / 33,
            1 << 26,
            events / 33.0,
            "PUT-class requests"),
        row(
            "fn:millrace-resize",
            "s3",
            "GetObject",
            events / 100,
            0,
            events / 100.0,
            "GET-class requests"),
        row(
            "fn:millrace-aggregate",
            "dynamodb",
            "TransactWriteItems",
            events / 600,
            events * 30,
            events * 0.045,
            "WCU"),
        row(
            "fn:millrace-aggregate",
            "dynamodb",
            "GetItem",
            events / 600,
            90_000,
            events / 600.0,
            "RCU"),
        row(
            "fn:millrace-publish",
            "s3",
            "PutObject",
            events / 900,
            events * 60,
            events / 900.0,
            "PUT-class requests"),
        row("poller:millrace-enrich", "kinesis", "GetRecords", 400, events * 320, 0, ""),
        row(
            "poller:millrace-aggregate",
            "dynamodb",
            "GetRecords",
            400,
            events * 900,
            400,
            "stream reads"),
        row("poller:millrace-resize", "sqs", "ReceiveMessage", 300, 9_000, 300, "64 KB requests"),
        row(
            "poller:millrace-resize",
            "sqs",
            "DeleteMessageBatch",
            60,
            9_000,
            60,
            "64 KB requests"));
  }

  private static Requests row(
      String caller,
      String service,
      String operation,
      long calls,
      long bytes,
      double units,
      String unit) {
    return new Requests(caller, service, operation, calls, 0, bytes, bytes / 2, units, unit);
  }
}
