// SPDX-License-Identifier: Apache-2.0
package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * From an alarm to what to do. That the commands work is what {@code infra/e2e/runbooks} shows, on
 * a running cloud.
 */
final class RunbooksTest {

  private static final String FOLDER = "infra/operations/runbooks/";
  private static final Pattern NAMED = Pattern.compile(FOLDER + "([a-z-]+\\.md)$");
  private static final Pattern ROW =
      Pattern.compile("^\\| (.*) \\| .* \\| \\[.*]\\((.*\\.md)\\) \\|$", Pattern.MULTILINE);
  private static final Pattern ALARM = Pattern.compile("`([a-z<>-]+)`");

  @Test
  void everyAlarm_hasItsRowInTheIndex_whichLeadsToTheRunbookItNames() throws IOException {
    Map<Pattern, String> index = index();
    assertThat(index).isNotEmpty();
    for (JsonNode resource : Checkout.template().get("Resources")) {
      JsonNode alarm = resource.path("Properties");
      Matcher named = NAMED.matcher(alarm.path("AlarmDescription").asText());
      if (named.find()) {
        String name = alarm.at("/AlarmName/Fn::Sub").asText().replace("${AWS::StackName}-", "");
        assertThat(
                index.entrySet().stream()
                    .filter(row -> row.getKey().matcher(name).matches())
                    .map(Map.Entry::getValue)
                    .distinct()
                    .toList())
            .as("runbook of the alarm %s in %sREADME.md", name, FOLDER)
            .containsExactly(named.group(1));
        assertThat(Checkout.ROOT.resolve(FOLDER).resolve(named.group(1))).exists();
      }
    }
  }

  @Test
  void everyRunbook_isInTheIndex_andSaysWhatToCheckDoAndVerify() throws IOException {
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName());
      if (!name.equals("README.md")) {
        assertThat(index()).containsValue(name);
        assertThat(Files.readString(file).lines().filter(line -> line.startsWith("## ")))
            .as(name)
            .containsExactly("## Symptom", "## Check", "## Act", "## Verify", "## Why");
      }
    }
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.ROOT.resolve(FOLDER))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** What names of alarms a row is about, and its runbook. */
  private static Map<Pattern, String> index() throws IOException {
    Map<Pattern, String> index = new LinkedHashMap<>();
    Matcher rows = ROW.matcher(Checkout.read(FOLDER + "README.md"));
    while (rows.find()) {
      List<String> names = new ArrayList<>();
      ALARM.matcher(rows.group(1)).results().forEach(one -> names.add(one.group(1)));
      // An alarm of two windows is made of one for each, such as slo-fast-1h.
      names.forEach(
          one ->
              index.put(
                  Pattern.compile(one.replaceAll("<[a-z]+>", "[a-z]+") + "(-\\d+[mhd])?"),
                  rows.group(2)));
    }
    return index;
  }
}
