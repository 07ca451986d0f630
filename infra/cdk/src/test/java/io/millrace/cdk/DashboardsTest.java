// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboards show, in the committed template with its references filled in. */
class DashboardsTest {

  private static final int COLUMNS = 24;
  private static final Pattern SOURCE = Pattern.compile("SOURCE '([^']+)'");

  private final Watched stack = new Watched();

  private JsonNode dashboard(String id) throws IOException {
    JsonNode properties = stack.all("AWS::CloudWatch::Dashboard").get(id + "Dashboard");
    return new ObjectMapper().readTree(stack.text(properties.path("DashboardBody")));
  }

  private List<JsonNode> properties(String id, String type) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode widget : dashboard(id).path("widgets")) {
      if (widget.path("type").asText().equals(type)) {
        all.add(widget.path("properties"));
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Executive", "OnCall", "Debug"})
  void widgets_standBesideEachOther(String id) throws IOException {
    JsonNode body = dashboard(id);
    assertThat(body.path("start").asText()).matches("-P(\\d+D|T\\d+H)");
    Set<String> taken = new TreeSet<>();
    for (JsonNode widget : body.path("widgets")) {
      int x = widget.path("x").asInt(-1);
      int y = widget.path("y").asInt(-1);
      assertThat(x).isNotNegative();
      assertThat(x + widget.path("width").asInt()).isBetween(1, COLUMNS);
      for (int column = x; column < x + widget.path("width").asInt(); column++) {
        for (int row = y; row < y + widget.path("height").asInt(); row++) {
          assertThat(taken.add(column + "/" + row)).as("%s at %s/%s", widget, column, row).isTrue();
        }
      }
    }
    assertThat(taken).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Executive", "OnCall", "Debug"})
  void everyMetricShown_isOfThisStack_andEveryExpressionOfMetricsBesideIt(String id)
      throws IOException {
    for (JsonNode graph : properties(id, "metric")) {
      Set<String> given = new TreeSet<>();
      Set<String> used = new TreeSet<>();
      for (JsonNode metric : graph.path("metrics")) {
        JsonNode last = metric.path(metric.size() - 1);
        if (last.has("expression")) {
          used.addAll(Arrays.asList(last.path("expression").asText().split("[^A-Za-z]+")));
          continue;
        }
        if (last.has("id")) {
          assertThat(given.add(last.path("id").asText())).as("%s", metric).isTrue();
        }
        Map<String, String> dimensions = new TreeMap<>();
        for (int i = 2; i + 1 < metric.size(); i += 2) {
          dimensions.put(metric.path(i).asText(), metric.path(i + 1).asText());
        }
        assertThat(stack.has(metric.path(0).asText(), metric.path(1).asText(), dimensions))
            .as("%s", metric)
            .isTrue();
        assertThat(last.path("stat").asText()).isNotEmpty();
      }
      used.removeAll(Set.of("", "IF", "FILL"));
      assertThat(used).as(graph.path("title").asText()).isEqualTo(given);
      assertThat(graph.path("region").asText()).isEqualTo("eu-central-1");
    }
  }

  @Test
  void onCall_showsEveryAlarm_thatSomebodyIsToldOf() throws IOException {
    List<String> shown = new ArrayList<>();
    for (JsonNode widget : properties("OnCall", "alarm")) {
      widget.path("alarms").forEach(arn -> shown.add(arn.asText()));
    }
    Set<String> told = new TreeSet<>();
    for (String composite : List.of("PageAlarm", "TicketAlarm")) {
      stack
          .resources
          .at("/" + composite + "/Properties/AlarmRule/Fn::Join/1")
          .findValuesAsText("Ref")
          .forEach(alarm -> told.add(alarm + ".Arn"));
    }
    told.remove("GeolocationStaleAlarm.Arn"); // not in every stack
    told.addAll(List.of("PageAlarm.Arn", "TicketAlarm.Arn", "DeployingAlarm.Arn"));
    assertThat(shown).containsExactlyInAnyOrderElementsOf(told);
  }

  @Test
  void queries_lookIntoLogGroupsOfThisStack() throws IOException {
    Set<String> groups = new TreeSet<>();
    for (JsonNode group : stack.all("AWS::Logs::LogGroup").values()) {
      groups.add(stack.text(group.path("LogGroupName")));
    }
    List<JsonNode> queries = properties("Debug", "log");
    assertThat(queries).hasSize(3);
    for (JsonNode query : queries) {
      String text = query.path("query").asText();
      List<String> sources =
          SOURCE.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
      assertThat(sources).isNotEmpty();
      assertThat(groups).containsAll(sources);
      assertThat(text.substring(text.lastIndexOf("SOURCE"))).contains(" | ");
    }
  }

  /** The dimension is what the stage calls itself, in a module that this one does not know. */
  @ParameterizedTest
  @CsvSource({
    "upload, ingest/src/main/java/io/millrace/ingest/UploadRejects.java",
    "enrich, enrich/src/main/java/io/millrace/enrich/EnrichStage.java",
    "resize, transform/src/main/java/io/millrace/transform/ResizeStage.java",
    "aggregate, sink/src/main/java/io/millrace/sink/AggregateWiring.java",
    "publish, sink/src/main/java/io/millrace/sink/PublishWiring.java",
  })
  void stage_callsItselfSo(String stage, Path source) throws IOException {
    assertThat(Files.readString(Path.of("../..").resolve(source)))
        .containsAnyOf(
            "String NAME = \"" + service(stage) + "\"",
            "String STAGE = \"" + service(stage) + "\"",
            "new BatchReport(\"" + service(stage) + "\")");
  }

  private static String service(String stage) {
    return Measure.stage(stage, "received", "Sum").dimensions().get("Service");
  }
}
