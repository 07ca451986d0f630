// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import software.amazon.awscdk.AppProps;

/** The template as synthesized now and as committed. */
final class Golden {

  /** Relative to the module's folder, which Maven makes the working directory of its tests. */
  static final Path FILE = Path.of("millrace.template.json");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINE = 80;

  private Golden() {}

  /** Synthesizes the stack and returns its template. */
  static JsonNode synthesize(Path directory) {
    NodeJs.require();
    MillraceApp.app(AppProps.builder().outdir(directory.toString()).build()).synth();
    return read(directory.resolve(MillraceApp.STACK + ".template.json"));
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
