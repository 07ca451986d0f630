// SPDX-License-Identifier: Apache-2.0
package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.aws.Redelivery;
import io.millrace.shared.record.Keeping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * configuration.md says what the config records and the template say; {@code
 * -Dconfiguration.update=true} writes it anew.
 */
final class ConfigurationPageTest {

  private static final int KIB = 1024;

  @Test
  void page_isWhatRecordsAndTemplateSay() throws IOException {
    JsonNode template = Checkout.template();
    StringBuilder page = new StringBuilder("## Parameters of the stack\n\n");
    page.append(Checkout.row("Parameter", "Meaning", "Default", "Allowed"));
    page.append("|---|---|---|---|\n");
    template
        .get("Parameters")
        .properties()
        .forEach(parameter -> page.append(parameterRow(parameter.getKey(), parameter.getValue())));

    Map<String, Asked.Question> keeping = ConfigRecord.ask(Keeping.class, "from");
    Map<String, Set<String>> readers = new HashMap<>();
    List<ConfigRecord> records = ConfigRecord.all().toList();
    assertThat(records).hasSizeGreaterThanOrEqualTo(6);
    records.forEach(
        config ->
            config
                .questions()
                .keySet()
                .forEach(
                    key ->
                        readers
                            .computeIfAbsent(key, none -> new TreeSet<>())
                            .add(config.function())));

    page.append("\n## Of several functions\n\n");
    page.append(Checkout.row("Key", "Meaning", "Default", "Allowed", "Read by"));
    page.append("|---|---|---|---|---|\n");
    Map<String, String> meanings = ConfigRecord.meanings(Keeping.class);
    keeping.forEach(
        (key, question) ->
            page.append(
                row(key, question, meanings, Keeping.class, String.join(", ", readers.get(key)))));
    Map<String, String> waits = ConfigRecord.meanings(Redelivery.class);
    ConfigRecord.ask(Redelivery.class, "firstWait")
        .forEach(
            (key, question) ->
                page.append(row(key, question, waits, Redelivery.class, "resize, upload")));

    for (ConfigRecord config : records) {
      page.append("\n## Of ").append(config.function()).append("\n\n");
      page.append(Checkout.row("Key", "Meaning", "Default", "Allowed", "Set by the stack"));
      page.append("|---|---|---|---|---|\n");
      Set<String> set = environment(template, config.function());
      Map<String, String> own = ConfigRecord.meanings(config.type());
      config.questions().entrySet().stream()
          .filter(question -> !keeping.containsKey(question.getKey()))
          .forEach(
              question ->
                  page.append(
                      row(
                          question.getKey(),
                          question.getValue(),
                          own,
                          config.type(),
                          set.contains(question.getKey()) ? "yes" : "")));
    }
    Checkout.hold(
        "docs/configuration.md", ConfigurationPageTest.class, "configuration", page.toString());
  }

  private static String row(
      String key,
      Asked.Question question,
      Map<String, String> meanings,
      Class<?> type,
      String last) {
    String meaning = meanings.getOrDefault(key, "");
    assertThat(meaning)
        .as("%s reads %s: give the key's constant a @Meaning", type.getName(), key)
        .isNotEmpty();
    String absent = question.absent();
    return Checkout.row(
        "`" + key + "`",
        meaning,
        absent == null
            ? "required"
            : absent.isEmpty() ? "none" : "`" + absent + "`" + size(key, absent),
        question.allowed(),
        last);
  }

  /** Bytes as a person says them, where they are a round number. */
  private static String size(String key, String number) {
    if (!key.contains("BYTES")) {
      return "";
    }
    long bytes = Long.parseLong(number);
    List<String> units = List.of("KiB", "MiB", "GiB");
    String said = "";
    for (String unit : units) {
      if (bytes % KIB != 0) {
        break;
      }
      bytes /= KIB;
      said = " (" + bytes + " " + unit + ")";
    }
    return said;
  }

  private static String parameterRow(String name, JsonNode parameter) {
    List<String> allowed = new ArrayList<>();
    if (parameter.has("MinValue")) {
      allowed.add(parameter.get("MinValue").asText() + " to " + parameter.get("MaxValue").asText());
    }
    if (parameter.has("AllowedValues")) {
      allowed.add(
          StreamSupport.stream(parameter.get("AllowedValues").spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(", ")));
    }
    if (parameter.has("AllowedPattern")) {
      allowed.add("`" + parameter.get("AllowedPattern").asText().replace("|", "\\|") + "`");
    }
    String absent = parameter.path("Default").asText();
    return Checkout.row(
        "`" + name + "`",
        parameter.path("Description").asText(),
        !parameter.has("Default") ? "required" : absent.isEmpty() ? "none" : "`" + absent + "`",
        allowed.isEmpty() ? "text" : String.join(", ", allowed));
  }

  /** What the template tells a function. */
  private static Set<String> environment(JsonNode template, String function) {
    Set<String> keys = new TreeSet<>();
    for (JsonNode resource : template.get("Resources")) {
      JsonNode properties = resource.path("Properties");
      if (properties.at("/FunctionName/Fn::Sub").asText().equals("${AWS::StackName}-" + function)) {
        properties
            .at("/Environment/Variables")
            .properties()
            .forEach(variable -> keys.add(variable.getKey()));
      }
    }
    return keys;
  }
}
