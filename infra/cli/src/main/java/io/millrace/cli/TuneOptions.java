// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.load.tune.SettingsException;
import io.millrace.load.tune.Slo;
import io.millrace.load.tune.StackParameters;
import io.millrace.load.tune.StackParameters.Bounds;
import io.millrace.load.tune.TunedStage;
import io.millrace.load.tune.Workload;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a stage is tuned for. */
final class TuneOptions {

  private static final int LINES_OF_A_FILE = 250;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      required = true,
      converter = StageName.class,
      description = "upload, enrich, resize, aggregate or publish.")
  private @Nullable TunedStage stage;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = Rate.class,
      description =
          "Events, photos or uploads a second that it has to keep up with (default: 200 events, or 2).")
  private @Nullable Double rate;

  @Option(
      names = "--slo",
      paramLabel = "SLO",
      split = ",",
      converter = Objective.class,
      description =
          "What is to hold, such as age.p99<1500ms: age of every record or iteratorAge of batches;"
              + " mean, p50, p95, p99 or max. May be repeated.")
  private List<Slo> objectives = List.of();

  @Option(
      names = "--max-cost",
      paramLabel = "DOLLARS",
      converter = Dollars.class,
      description = "For a million events, photos or uploads, this stage alone.")
  private @Nullable Double mostDollars;

  @Option(
      names = "--shards",
      paramLabel = "N",
      converter = WholeNumber.Processes.class,
      description =
          "Shards of the stream; a new on-demand stream or table has 4 (default: ${DEFAULT-VALUE}).")
  private int shards = 4;

  @Option(
      names = "--pack",
      paramLabel = "N",
      converter = WholeNumber.Processes.class,
      description =
          "Events in a record of the stream (default: 1), or lines in an upload (default: 250).")
  private @Nullable Integer pack;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the traffic (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  Workload workload() {
    boolean events = !stage().source().isQueue();
    return new Workload(stage(), rate != null ? rate : events ? 200 : 2, shards);
  }

  private TunedStage stage() {
    if (stage == null) {
      throw new IllegalStateException("picocli requires it");
    }
    return stage;
  }

  List<Slo> objectives() {
    return objectives;
  }

  @Nullable Double mostDollars() {
    return mostDollars;
  }

  int pack() {
    return pack != null ? pack : stage() == TunedStage.UPLOAD ? LINES_OF_A_FILE : 1;
  }

  long seed() {
    return seed;
  }

  int mostOfABatch(StackParameters parameters) {
    String function = stage().function();
    String name = Character.toUpperCase(function.charAt(0)) + function.substring(1) + "BatchSize";
    return parameters.bounds(name).map(Bounds::most).orElse(1);
  }

  /** Of the stage's function in a template. */
  Duration timeout(String template) {
    String function = stage().function();
    String id = Character.toUpperCase(function.charAt(0)) + function.substring(1) + "Function";
    try {
      JsonNode timeout =
          Json.document(template.getBytes(StandardCharsets.UTF_8))
              .path("Resources")
              .path(id)
              .path("Properties")
              .path("Timeout");
      return Duration.ofSeconds(timeout.asInt());
    } catch (IOException e) {
      throw new UncheckedIOException("The template is no JSON", e);
    }
  }

  /** Reads the name of a stage. */
  static final class StageName implements ITypeConverter<TunedStage> {
    @Override
    public TunedStage convert(String value) {
      return TunedStage.of(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "\""
                          + value
                          + "\" is no stage, allowed are "
                          + Arrays.stream(TunedStage.values())
                              .map(TunedStage::function)
                              .collect(Collectors.joining(", "))));
    }
  }

  /** Reads an objective. */
  static final class Objective implements ITypeConverter<Slo> {
    @Override
    public Slo convert(String value) {
      try {
        return Slo.of(value);
      } catch (SettingsException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads a number within bounds; the message names them. */
  private abstract static sealed class Number implements ITypeConverter<Double> {
    private final double least;
    private final double most;

    private Number(double least, double most) {
      this.least = least;
      this.most = most;
    }

    @Override
    public Double convert(String value) {
      try {
        double number = Double.parseDouble(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Falls through to the same report as a number out of range.
      }
      throw new TypeConversionException(
          "\"" + value + "\", allowed is a number " + least + " to " + Math.round(most));
    }
  }

  static final class Rate extends Number {
    Rate() {
      super(0.01, 1_000_000);
    }
  }

  static final class Dollars extends Number {
    Dollars() {
      super(0.0001, 1_000_000);
    }
  }
}
