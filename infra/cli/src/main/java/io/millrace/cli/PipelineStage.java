// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The stages: each by the name of its function and of its module, which its rejects bear. */
enum PipelineStage {
  UPLOAD("ingest"),
  ENRICH("enrich"),
  RESIZE("transform"),
  AGGREGATE("sink"),
  PUBLISH("sink");

  /** Those that write rejects. */
  static final List<PipelineStage> REJECTING = List.of(UPLOAD, ENRICH, RESIZE);

  private final String module;

  PipelineStage(String module) {
    this.module = module;
  }

  /** Short name of the function. */
  String function() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The short names of all functions, in the order of the pipeline. */
  static List<String> functions() {
    return Arrays.stream(values()).map(PipelineStage::function).toList();
  }

  /** What the items of its rejects say. */
  String module() {
    return module;
  }

  /** The stage of a function; empty when it is none. */
  static Optional<PipelineStage> ofFunction(String arn, String stack) {
    String name = Arns.function(arn);
    return Arrays.stream(values())
        .filter(stage -> name.equals(stack + "-" + stage.function()))
        .findFirst();
  }

  /** The stage whose rejects say so. */
  static Optional<PipelineStage> ofRejects(String module) {
    return REJECTING.stream().filter(stage -> stage.module.equals(module)).findFirst();
  }

  /** Reads either name. */
  static final class Name implements ITypeConverter<PipelineStage> {
    @Override
    public PipelineStage convert(String value) {
      for (PipelineStage stage : values()) {
        if (value.equals(stage.function())
            || (REJECTING.contains(stage) && value.equals(stage.module))) {
          return stage;
        }
      }
      throw new TypeConversionException(
          "\""
              + value
              + "\" is no stage, allowed are "
              + Arrays.stream(values())
                  .map(PipelineStage::function)
                  .collect(Collectors.joining(", "))
              + " (ingest and transform mean upload and resize)");
    }
  }
}
