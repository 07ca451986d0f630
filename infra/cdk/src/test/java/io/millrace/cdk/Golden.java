// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;

/** The template as synthesized now and as committed. */
final class Golden {

  /** Relative to the module's folder, which Maven makes the working directory of its tests. */
  static final Path FILE = Path.of("millrace.template.json");

  /** The system property that has the committed files written. */
  static final String UPDATE = "golden.update";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINE = 80;

  private Golden() {}

  /** Synthesizes the stack, has it checked on the way, and returns its template. */
  static JsonNode synthesize(Path directory) {
    NodeJs.require();
    App app = MillraceApp.app(AppProps.builder().outdir(directory.toString()).build());
    Aspects.of(app)
        .add(
            AwsSolutionsChecks.Builder.create()
                .reportFormats(List.of(NagReportFormat.JSON))
                .build());
    app.synth();
    return read(directory.resolve(MillraceApp.STACK + ".template.json"));
  }

  /** What the checks found, a line for each rule and resource. */
  static JsonNode findings(Path directory) {
    return read(directory.resolve("AwsSolutions-" + MillraceApp.STACK + "-NagReport.json"))
        .path("lines");
  }

  static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the template " + file, e);
    }
  }

  /**
   * In the order of the template, one line for what fits in one: half as long as the usual layout,
   * and a difference is still one of lines.
   */
  static String pretty(JsonNode template) {
    return pretty(template, "") + "\n";
  }

  private static String pretty(JsonNode node, String indent) {
    String flat = node.toString();
    if (flat.length() + indent.length() <= LINE || !node.isContainerNode() || node.isEmpty()) {
      return flat;
    }
    String deeper = indent + "  ";
    return node.isObject()
        ? node.properties().stream()
            .map(it -> "\"" + it.getKey() + "\": " + pretty(it.getValue(), deeper))
            .collect(lines("{", deeper, indent + "}"))
        : node.valueStream()
            .map(it -> pretty(it, deeper))
            .collect(lines("[", deeper, indent + "]"));
  }

  private static Collector<CharSequence, ?, String> lines(
      String open, String indent, String close) {
    return Collectors.joining(",\n" + indent, open + "\n" + indent, "\n" + close);
  }
}
