// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The CloudWatch API; evaluates the alarms every minute. Thread-safe. */
public final class CloudWatchService implements HttpHandler, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CloudWatchService.class.getName());
  private static final long MINUTE = 60_000;

  /** A minute is looked at so long after its end: what it held is counted then. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** So late at most a line of a log is read that does not say when it was written. */
  private static final int REFRESH_SECONDS = 5;

  private final MetricStore store;
  private final List<MetricSource> sources;
  private final InstantSource clock;
  private final Alarms alarms;
  private final Map<String, Function<JsonNode, ObjectNode>> operations = new TreeMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cloudwatch-minutes").factory());

  /**
   * Not started: {@link #start} does.
   *
   * @param sources are asked before each look at the metrics
   */
  public CloudWatchService(MetricStore store, List<MetricSource> sources, InstantSource clock) {
    this.store = store;
    this.sources = List.copyOf(sources);
    this.clock = clock;
    this.alarms = new Alarms(store, clock);
    MetricOperations metrics = new MetricOperations(store, clock);
    AlarmOperations about = new AlarmOperations(alarms, clock);
    operations.put("DeleteAlarms", about::deleteAlarms);
    operations.put("DescribeAlarmHistory", about::describeAlarmHistory);
    operations.put("DescribeAlarms", about::describeAlarms);
    operations.put("DescribeAlarmsForMetric", about::describeAlarmsForMetric);
    operations.put("DisableAlarmActions", request -> about.actions(request, false));
    operations.put("EnableAlarmActions", request -> about.actions(request, true));
    operations.put("GetMetricData", metrics::getMetricData);
    operations.put("GetMetricStatistics", metrics::getMetricStatistics);
    operations.put("ListMetrics", metrics::listMetrics);
    operations.put("PutCompositeAlarm", about::putCompositeAlarm);
    operations.put("PutMetricAlarm", about::putMetricAlarm);
    operations.put("PutMetricData", metrics::putMetricData);
    operations.put("SetAlarmState", about::setAlarmState);
  }

  /** From now on, every minute. */
  public void start() {
    long now = clock.millis();
    long first = MINUTE - Math.floorMod(now, MINUTE) + SETTLED.toMillis();
    timer.scheduleAtFixedRate(() -> guarded(this::evaluate), first, MINUTE, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        () -> guarded(this::refresh), REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
  }

  private void refresh() {
    sources.forEach(MetricSource::refresh);
  }

  @SuppressWarnings("IllegalCatch") // the timer's main loop: one bad minute must not be the last
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!timer.isShutdown()) {
        LOG.log(System.Logger.Level.WARNING, "metrics or alarms were not looked at this time", e);
      }
    }
  }

  /** What happens at the end of a minute. */
  void evaluate() {
    long end = Math.floorDiv(clock.millis(), MINUTE) * MINUTE;
    refresh();
    sources.forEach(source -> source.sample(end - 1));
    alarms.evaluate();
    store.forget(clock.millis());
  }

  /** Whether an alarm of that name is in the state ALARM. */
  public boolean inAlarm(String name) {
    return alarms.find(name).filter(alarm -> alarm.state() == AlarmState.ALARM).isPresent();
  }

  /** The operations it has, by AWS's names. */
  public List<String> operations() {
    return List.copyOf(operations.keySet());
  }

  @Override
  public HttpReply handle(HttpRequest http) {
    try {
      CloudWatchWire.Request request = CloudWatchWire.read(http);
      Function<JsonNode, ObjectNode> operation = operations.get(request.operation());
      if (operation == null) {
        throw new MonitoringException(
            "UnknownOperationException",
            400,
            "the local cloud has no CloudWatch operation " + request.operation());
      }
      refresh();
      return request.wire().reply(request.operation(), operation.apply(request.body()));
    } catch (MonitoringException e) {
      return CloudWatchWire.of(http).error(e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
