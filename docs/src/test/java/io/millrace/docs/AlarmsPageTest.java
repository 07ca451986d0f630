// SPDX-License-Identifier: Apache-2.0
package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table of alarms is the template's, and the page's cost is that of so many. */
class AlarmsPageTest {

  private static final String PAGE = "docs/alarms.md";

  @Test
  void table_isTheTemplates() throws IOException {
    StringBuilder table =
        new StringBuilder(
            Checkout.row("Alarm", "Means", "Threshold", "M of N", "Period", "Severity", "Runbook"));
    table.append(Checkout.row("---", "---", "---", "---", "---", "---", "---"));
    JsonNode resources = Checkout.template().path("Resources");
    alarms(resources)
        .forEach(
            (name, resource) ->
                table.append(row(name, resource.getKey(), resource.getValue(), resources)));

    Checkout.hold(PAGE, AlarmsPageTest.class, "alarms", table.toString());
  }

  /** Ten cents a metric, fifty a composite, a dollar for the key. */
  @Test
  void cost_isThatOfSoManyMetrics() throws IOException {
    int metrics = 0;
    int composites = 0;
    for (JsonNode resource : Checkout.template().path("Resources")) {
      String type = resource.path("Type").asText();
      if (type.equals("AWS::CloudWatch::Alarm")) {
        metrics += Math.max(1, resource.findValues("MetricStat").size());
      } else if (type.equals("AWS::CloudWatch::CompositeAlarm")) {
        composites++;
      }
    }
    double dollars = metrics * 0.10 + composites * 0.50 + 1;

    assertThat(Checkout.read(PAGE))
        .contains(
            "%d metrics in alarms at $0.10, %d composites at $0.50 and a key at $1.00: about **$%.2f a month**"
                .formatted(metrics, composites, dollars));
  }

  private static Map<String, Map.Entry<String, JsonNode>> alarms(JsonNode resources) {
    Map<String, Map.Entry<String, JsonNode>> all = new TreeMap<>(Comparator.naturalOrder());
    for (Map.Entry<String, JsonNode> resource : resources.properties()) {
      if (resource.getValue().path("Type").asText().equals("AWS::CloudWatch::Alarm")) {
        JsonNode properties = resource.getValue().path("Properties");
        String name =
            properties.at("/AlarmName/Fn::Sub").asText().replace("${AWS::StackName}-", "");
        all.put(name, Map.entry(resource.getKey(), properties));
      }
    }
    return all;
  }

  private static String row(String name, String id, JsonNode alarm, JsonNode resources) {
    String description = alarm.path("AlarmDescription").asText();
    int runbook = description.lastIndexOf(' ');
    JsonNode threshold = alarm.path("Threshold");
    int of = alarm.path("EvaluationPeriods").asInt();
    int seconds =
        alarm.has("Period")
            ? alarm.path("Period").asInt()
            : alarm.path("Metrics").findValues("Period").getFirst().asInt();
    return Checkout.row(
        "`" + name + "`",
        description.substring(0, runbook),
        threshold.has("Ref")
            ? "`" + threshold.path("Ref").asText() + "`"
            : String.format(Locale.ROOT, "%s", threshold.asText()),
        alarm.path("DatapointsToAlarm").asInt(of) + " of " + of,
        period(seconds),
        severity(id, resources),
        description.substring(description.lastIndexOf('/') + 1).replace(".md", ""));
  }

  private static String period(int seconds) {
    return seconds % 86_400 == 0
        ? seconds / 86_400 + " d"
        : seconds % 3_600 == 0 ? seconds / 3_600 + " h" : seconds / 60 + " min";
  }

  /** Of the composites it is in, directly or by one that is in them. */
  private static String severity(String id, JsonNode resources) {
    for (Map.Entry<String, JsonNode> resource : resources.properties()) {
      if (resource.getValue().path("Type").asText().equals("AWS::CloudWatch::CompositeAlarm")
          && resource.getValue().at("/Properties/AlarmRule").findValuesAsText("Ref").contains(id)) {
        return switch (resource.getKey()) {
          case "PageAlarm" -> "page";
          case "TicketAlarm" -> "ticket";
          default -> severity(resource.getKey(), resources);
        };
      }
    }
    return "deployments";
  }
}
