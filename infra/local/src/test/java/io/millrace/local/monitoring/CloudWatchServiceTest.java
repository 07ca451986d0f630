// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.local.gateway.Backend;
import io.millrace.local.gateway.Gateway;
import io.millrace.local.gateway.Service;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import io.millrace.local.lambda.FunctionName;
import io.millrace.local.lambda.LambdaObserver.Mapped;
import io.millrace.local.lambda.mapping.EventCount;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** The service before AWS's own client (CBOR), the older protocol as recorded, and a clock. */
class CloudWatchServiceTest {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  private static final FunctionName LIVE = new FunctionName("f", Optional.of("live"));

  private final List<Instant> now = new ArrayList<>(List.of(START));
  private final MetricStore store = new MetricStore();
  private final CloudWatchService service = new CloudWatchService(store, List.of(), now::getLast);
  private final LambdaMetrics lambda = new LambdaMetrics(store, new QueueAges(), now::getLast);
  private Gateway gateway;
  private CloudWatchClient client;

  @BeforeEach
  void start() {
    gateway = Gateway.bind(0);
    gateway.start(Map.of(Service.CLOUDWATCH, Backend.of(service)));
    client =
        CloudWatchClient.builder()
            .endpointOverride(gateway.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
    service.close();
  }

  private void minute() {
    now.add(now.getLast().plus(Duration.ofMinutes(1)));
    service.evaluate();
  }

  private void invoke(int times, boolean failing) {
    for (int i = 0; i < times; i++) {
      lambda.began(LIVE);
      InvocationResult.Usage usage =
          new InvocationResult.Usage(i + 1, OptionalDouble.empty(), OptionalLong.empty());
      lambda.ended(
          LIVE,
          Optional.of(
              failing
                  ? new InvocationResult.Failed("id", "{}", "3").with(usage)
                  : new InvocationResult.Succeeded("id", "{}", "3").with(usage)));
    }
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }

  private static MetricDataQuery stat(String id, String metric, String statistic) {
    return MetricDataQuery.builder()
        .id(id)
        .returnData(!id.startsWith("m"))
        .metricStat(
            s ->
                s.period(60)
                    .stat(statistic)
                    .metric(
                        m ->
                            m.namespace("AWS/Lambda")
                                .metricName(metric)
                                .dimensions(
                                    dimension("FunctionName", "f"),
                                    dimension("Resource", "f:live"))))
        .build();
  }

  private static MetricDataQuery expression(String id, String text) {
    return MetricDataQuery.builder().id(id).expression(text).build();
  }

  @Test
  void metricsOfAnAlias_withPercentilesAndMath() {
    invoke(99, false);
    invoke(1, true);
    lambda.ended(LIVE, Optional.of(new InvocationResult.Throttled("none is free")));
    now.add(START.plusSeconds(90));

    Map<String, MetricDataResult> results =
        client
            .getMetricData(
                r ->
                    r.startTime(START)
                        .endTime(START.plusSeconds(120))
                        .metricDataQueries(
                            stat("m1", "Errors", "Sum"),
                            stat("m2", "Invocations", "Sum"),
                            stat("d", "Duration", "p50"),
                            stat("t", "Throttles", "Sum"),
                            expression("rate", "100 * m1 / m2"),
                            expression("filled", "FILL(m1, 0)")))
            .metricDataResults()
            .stream()
            .collect(Collectors.toMap(MetricDataResult::id, one -> one));

    assertThat(results).containsOnlyKeys("d", "t", "rate", "filled");
    assertThat(value(results, "rate").timestamps()).containsExactly(START);
    assertThat(value(results, "rate").values()).containsExactly(1.0);
    assertThat(value(results, "t").values()).containsExactly(1.0);
    assertThat(value(results, "d").values())
        .hasSize(1)
        .allSatisfy(v -> assertThat(v).isCloseTo(49, within(0.5)));
    assertThat(value(results, "filled").values()).containsExactly(0.0, 1.0);
    assertThat(client.listMetrics(r -> r.metricName("Errors").namespace("AWS/Lambda")).metrics())
        .extracting(one -> one.dimensions().stream().map(Dimension::value).toList())
        .containsExactlyInAnyOrder(
            List.of(), List.of("f"), List.of("f", "f:live"), List.of("3", "f", "f:live"));
  }

  private static MetricDataResult value(Map<String, MetricDataResult> results, String id) {
    MetricDataResult result = results.get(id);
    assertThat(result).isNotNull();
    return result;
  }

  @Test
  void statistics_ofSeveralMinutes() {
    invoke(4, false);
    now.add(START.plusSeconds(60));
    invoke(2, true);

    List<Datapoint> points =
        client
            .getMetricStatistics(
                r ->
                    r.namespace("AWS/Lambda")
                        .metricName("Duration")
                        .dimensions(dimension("FunctionName", "f"))
                        .startTime(START)
                        .endTime(START.plusSeconds(300))
                        .period(300)
                        .statistics(Statistic.SUM, Statistic.MAXIMUM, Statistic.SAMPLE_COUNT)
                        .extendedStatistics("p100"))
            .datapoints();

    assertThat(points).hasSize(1);
    assertThat(points.getFirst().sum()).isEqualTo(13);
    assertThat(points.getFirst().maximum()).isEqualTo(4);
    assertThat(points.getFirst().sampleCount()).isEqualTo(6);
    assertThat(points.getFirst().extendedStatistics()).containsEntry("p100", 4.0);
    assertThat(points.getFirst().unitAsString()).isEqualTo("Milliseconds");
  }

  @Test
  void mappingsEvents_areCounted_onlyWhenAskedFor() {
    for (boolean asked : new boolean[] {true, false}) {
      var mapping =
          lambda.mapping(new Mapped("u-" + asked, LIVE, "arn:aws:kinesis:r:a:stream/s", asked));
      mapping.count(EventCount.DROPPED, 5);
      mapping.age(1500);
    }

    assertThat(client.listMetrics(r -> r.metricName("DroppedEventCount")).metrics())
        .extracting(one -> one.dimensions().getFirst().value())
        .containsExactly("u-true");
    assertThat(client.listMetrics(r -> r.metricName("IteratorAge")).metrics()).hasSize(2);
  }

  private void alarm(String name) {
    client.putMetricAlarm(
        r ->
            r.alarmName(name)
                .evaluationPeriods(2)
                .datapointsToAlarm(1)
                .threshold(5.0)
                .treatMissingData("notBreaching")
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .alarmActions("arn:aws:sns:us-east-1:000000000000:page")
                .metrics(
                    stat("m1", "Errors", "Sum"),
                    stat("m2", "Invocations", "Sum"),
                    expression("rate", "100 * m1 / m2")));
  }

  @Test
  void alarm_followsItsMetrics_andTheCompositeFollowsTheAlarm() {
    alarm("errors");
    client.putCompositeAlarm(
        r ->
            r.alarmName("page")
                .alarmRule("ALARM(\"errors\")")
                .actionsSuppressor("deploying")
                .actionsSuppressorWaitPeriod(60)
                .actionsSuppressorExtensionPeriod(60));
    assertThat(state("errors")).isEqualTo(StateValue.INSUFFICIENT_DATA);

    minute();
    assertThat(state("errors")).isEqualTo(StateValue.OK);
    invoke(9, false);
    invoke(1, true);
    minute();
    assertThat(state("errors")).isEqualTo(StateValue.ALARM);
    assertThat(page().stateValue()).isEqualTo(StateValue.ALARM);
    for (int i = 0; i < 4; i++) {
      minute();
    }
    assertThat(state("errors")).isEqualTo(StateValue.OK);

    assertThat(
            client
                .describeAlarmHistory(r -> r.alarmTypes(AlarmType.METRIC_ALARM))
                .alarmHistoryItems())
        .extracting(AlarmHistoryItem::historySummary)
        .containsExactly(
            "Alarm updated from ALARM to OK",
            "Alarm updated from OK to ALARM",
            "Alarm updated from INSUFFICIENT_DATA to OK",
            "Alarm \"errors\" created");
  }

  private StateValue state(String name) {
    return client.describeAlarms(r -> r.alarmNames(name)).metricAlarms().getFirst().stateValue();
  }

  private CompositeAlarm page() {
    return client
        .describeAlarms(r -> r.alarmTypes(AlarmType.COMPOSITE_ALARM))
        .compositeAlarms()
        .getFirst();
  }

  @Test
  void stateSetByHand_lastsUntilTheNextLook_andASuppressorIsShown() {
    alarm("errors");
    alarm("deploying");
    client.putCompositeAlarm(
        r ->
            r.alarmName("page")
                .alarmRule("ALARM(\"errors\")")
                .actionsSuppressor("deploying")
                .actionsSuppressorWaitPeriod(60)
                .actionsSuppressorExtensionPeriod(60));

    client.setAlarmState(
        r -> r.alarmName("errors").stateValue(StateValue.ALARM).stateReason("a drill"));
    assertThat(page().actionsSuppressedByAsString()).isEqualTo("WaitPeriod");
    client.setAlarmState(
        r -> r.alarmName("deploying").stateValue(StateValue.ALARM).stateReason("a drill"));
    assertThat(page().actionsSuppressedByAsString()).isEqualTo("Alarm");
    client.disableAlarmActions(r -> r.alarmNames("errors"));
    assertThat(client.describeAlarms(r -> r.alarmNames("errors")).metricAlarms().getFirst())
        .satisfies(
            one -> {
              assertThat(one.actionsEnabled()).isFalse();
              assertThat(one.stateReason()).isEqualTo("a drill");
              assertThat(one.metrics()).hasSize(3);
            });
    minute();
    assertThat(state("errors")).isEqualTo(StateValue.OK);
  }

  @Test
  void whatIsWrong_isSaidInTheServicesOwnErrors() {
    assertThatThrownBy(
            () -> client.setAlarmState(r -> r.alarmName("no").stateValue("OK").stateReason("r")))
        .isInstanceOfSatisfying(
            CloudWatchException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).startsWith("ResourceNotFound"));
    assertThatThrownBy(
            () -> client.putCompositeAlarm(r -> r.alarmName("c").alarmRule("ALARM(\"ghost\")")))
        .isInstanceOf(CloudWatchException.class)
        .hasMessageContaining("[ghost] in the alarm rule do not exist");
    assertThatThrownBy(() -> client.putDashboard(r -> r.dashboardName("d").dashboardBody("{}")))
        .hasMessageContaining("the local cloud has no CloudWatch operation PutDashboard");
    assertThatThrownBy(
            () ->
                client.getMetricData(
                    r ->
                        r.startTime(START)
                            .endTime(START.plusSeconds(60))
                            .metricDataQueries(expression("a", "b + 1"), expression("b", "a"))))
        .hasMessageContaining("refers to itself");
    alarm("errors");
    client.putCompositeAlarm(r -> r.alarmName("page").alarmRule("ALARM(\"errors\")"));
    assertThatThrownBy(() -> client.deleteAlarms(r -> r.alarmNames("errors")))
        .hasMessageContaining("composite alarm(s) depending on it: page");
    client.deleteAlarms(r -> r.alarmNames("errors", "page"));
    assertThat(client.describeAlarms().metricAlarms()).isEmpty();
  }

  /** As Debian's aws 2.9 writes and reads it. */
  @Test
  void olderProtocol_formsAndXml() {
    invoke(2, true);

    String statistics =
        form(
            "Action", "GetMetricStatistics",
            "Version", "2010-08-01",
            "Namespace", "AWS/Lambda",
            "MetricName", "Errors",
            "Dimensions.member.1.Name", "FunctionName",
            "Dimensions.member.1.Value", "f",
            "StartTime", "2026-11-23T09:00:00Z",
            "EndTime", "2026-11-23T09:05:00Z",
            "Period", "60",
            "Statistics.member.1", "Sum",
            "ExtendedStatistics.member.1", "p99");
    assertThat(statistics)
        .contains("<GetMetricStatisticsResult><Label>Errors</Label><Datapoints><member>")
        .contains("<Timestamp>2026-11-23T09:00:00Z</Timestamp><Sum>2.0</Sum>")
        .contains("<ExtendedStatistics><entry><key>p99</key><value>1.0</value></entry>");

    form(
        "Action", "PutMetricAlarm",
        "AlarmName", "old",
        "Namespace", "AWS/Lambda",
        "MetricName", "Errors",
        "Statistic", "Sum",
        "Period", "60",
        "EvaluationPeriods", "1",
        "Threshold", "1",
        "ComparisonOperator", "GreaterThanOrEqualToThreshold",
        "ActionsEnabled", "false");
    assertThat(form("Action", "DescribeAlarms", "AlarmNames.member.1", "old"))
        .contains("<CompositeAlarms></CompositeAlarms><MetricAlarms><member>")
        .contains("<StateValue>INSUFFICIENT_DATA</StateValue>")
        .contains("<ActionsEnabled>false</ActionsEnabled>");
    assertThat(form("Action", "PutAnomalyDetector"))
        .contains("<Code>UnknownOperationException</Code>")
        .contains("no CloudWatch operation PutAnomalyDetector");
  }

  private String form(String... pairs) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      body.append(pairs[i]).append('=');
      body.append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8)).append('&');
    }
    HttpReply reply =
        service.handle(
            new HttpRequest(
                "POST",
                "/",
                Map.of(),
                Map.of("content-type", "application/x-www-form-urlencoded"),
                body.toString().getBytes(StandardCharsets.UTF_8)));
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  @Test
  void embeddedMetrics_becomeMetrics_andOtherLinesNothing() {
    EmbeddedMetricFormat format = new EmbeddedMetricFormat(store);
    format.line(
        """
        {"Service":"enrich","Records":7,"Latency":[1.5,2.5],"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Millrace",\
        "Dimensions":[["Service"],["Service","Absent"]],"Metrics":[{"Name":"Records","Unit":"Count"},{"Name":"Latency"},{"Name":"Gone"}]}]}}"""
            .formatted(START.toEpochMilli()));
    format.line("{\"message\":\"it says \\\"_aws\\\"\"} and more");

    assertThat(store.since(0))
        .extracting(MetricKey::name)
        .containsExactlyInAnyOrder("Records", "Latency");
    assertThat(
            store
                .periods(
                    MetricKey.of("Millrace", "Latency", Map.of("Service", "enrich")),
                    START.toEpochMilli(),
                    START.toEpochMilli() + 60_000,
                    Duration.ofMinutes(1))
                .values())
        .singleElement()
        .satisfies(values -> assertThat(values.sum()).isEqualTo(4));
  }

  @Test
  void whatIsOlderThanADay_isForgotten() {
    invoke(1, false);
    store.forget(START.plus(MetricStore.RETAINED).toEpochMilli());
    assertThat(store.since(0)).isNotEmpty();

    store.forget(START.plus(MetricStore.RETAINED).plusSeconds(60).toEpochMilli());
    assertThat(store.since(0)).isEmpty();
  }

  @Test
  void queues_areSampled_withTheAgeOfTheOldestMessageAtMost() {
    QueueAges ages = new QueueAges();
    List<QueueMetrics.Depth> depths = new ArrayList<>();
    QueueMetrics queues = new QueueMetrics(store, ages, () -> depths);
    long begin = START.toEpochMilli();
    depths.add(new QueueMetrics.Depth("dead", 0, 0));
    queues.sample(begin);
    depths.set(0, new QueueMetrics.Depth("dead", 3, 0));
    queues.sample(begin + 60_000);
    queues.sample(begin + 120_000);
    ages.dealtWith("arn:aws:sqs:us-east-1:000000000000:dead", begin + 170_000);
    queues.sample(begin + 180_000);

    assertThat(
            store
                .periods(
                    MetricKey.of(
                        "AWS/SQS", "ApproximateAgeOfOldestMessage", Map.of("QueueName", "dead")),
                    begin,
                    begin + 240_000,
                    Duration.ofMinutes(1))
                .values())
        .extracting(Distribution::max)
        .containsExactly(0.0, 60.0, 120.0, 10.0);
  }
}
