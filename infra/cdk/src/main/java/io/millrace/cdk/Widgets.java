// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.cloudwatch.CfnDashboard;
import software.constructs.Construct;

/**
 * A dashboard, row by row. Source of the format: "Dashboard body structure and syntax" in the
 * CloudWatch API reference.
 */
final class Widgets {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A dashboard is so many columns wide. */
  private static final int COLUMNS = 24;

  private final String start;
  private final List<ObjectNode> placed = new ArrayList<>();
  private int y;

  /**
   * @param start how far back it begins to show, as an ISO 8601 duration such as {@code -PT3H}
   */
  Widgets(String start) {
    this.start = start;
  }

  /** Places widgets beside each other, equally wide but for the remainder. */
  Widgets row(int height, List<ObjectNode> widgets) {
    int x = 0;
    for (int i = 0; i < widgets.size(); i++) {
      int width = COLUMNS / widgets.size() + (i < COLUMNS % widgets.size() ? 1 : 0);
      ObjectNode widget = widgets.get(i);
      widget.put("x", x).put("y", y).put("width", width).put("height", height);
      placed.add(widget);
      x += width;
    }
    y += height;
    return this;
  }

  /** A widget on each line of the template. */
  void create(Construct scope, String name) {
    List<String> parts = new ArrayList<>();
    parts.add("{\"start\":\"" + start + "\",\"periodOverride\":\"inherit\",\"widgets\":[");
    for (int i = 0; i < placed.size(); i++) {
      parts.add(Fn.sub(placed.get(i) + (i + 1 < placed.size() ? "," : "")));
    }
    parts.add("]}");
    CfnDashboard.Builder.create(scope, Measure.id(name) + "Dashboard")
        .dashboardName(Names.inRegion(name))
        .dashboardBody(Fn.join("", parts))
        .build();
  }

  static ObjectNode text(String markdown) {
    return widget("text", JSON.objectNode().put("markdown", markdown));
  }

  /**
   * The states of alarms.
   *
   * @param alarms logical ids
   */
  static ObjectNode alarms(String title, List<String> alarms) {
    ObjectNode properties = JSON.objectNode().put("title", title);
    ArrayNode arns = properties.putArray("alarms");
    alarms.forEach(alarm -> arns.add("${" + alarm + ".Arn}"));
    return widget("alarm", properties);
  }

  /**
   * What a query finds in the logs.
   *
   * @param functions whose logs, by their short names
   */
  static ObjectNode logs(String title, List<String> functions, String query) {
    StringBuilder text = new StringBuilder();
    for (String function : functions) {
      text.append("SOURCE '/aws/lambda/").append(Measure.STACK).append(function).append("' | ");
    }
    return widget(
        "log",
        JSON.objectNode()
            .put("title", title)
            .put("region", "${AWS::Region}")
            .put("view", "table")
            .put("query", text + query));
  }

  /** Lines over time, by what they are called. */
  static ObjectNode lines(String title, int seconds, Series signals) {
    return metrics(title, "timeSeries", seconds, signals);
  }

  /** One number each for all the time that the dashboard shows. */
  static ObjectNode numbers(String title, Series signals) {
    ObjectNode widget = metrics(title, "singleValue", Thresholds.HOUR, signals);
    widget.withObject("/properties").put("setPeriodToTimeRange", true);
    return widget;
  }

  private static ObjectNode metrics(String title, String view, int seconds, Series signals) {
    ObjectNode properties =
        JSON.objectNode()
            .put("title", title)
            .put("region", "${AWS::Region}")
            .put("view", view)
            .put("period", seconds);
    ArrayNode metrics = properties.putArray("metrics");
    for (Map.Entry<String, Signal> entry : signals.byLabel().entrySet()) {
      Signal signal = entry.getValue();
      if (signal.expression().isEmpty()) {
        metric(metrics, signal.measures().values().iterator().next()).put("label", entry.getKey());
      } else {
        ObjectNode expression = metrics.addArray().addObject();
        expression.put("expression", signal.expression()).put("label", entry.getKey());
        signal
            .measures()
            .forEach((id, measure) -> metric(metrics, measure).put("id", id).put("visible", false));
      }
    }
    return widget("metric", properties);
  }

  /** Adds a metric, and gives what is said of it beside its name. */
  private static ObjectNode metric(ArrayNode metrics, Measure measure) {
    ArrayNode metric = metrics.addArray().add(measure.namespace()).add(measure.metric());
    measure.dimensions().forEach((name, value) -> metric.add(name).add(value));
    return metric.addObject().put("stat", measure.statistic());
  }

  private static ObjectNode widget(String type, ObjectNode properties) {
    ObjectNode widget = JSON.objectNode().put("type", type);
    widget.set("properties", properties);
    return widget;
  }
}
