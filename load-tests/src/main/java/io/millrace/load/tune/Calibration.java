// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a stage's function takes for a batch, measured; the calibration file is this record.
 *
 * @param format version of this layout, {@value #FORMAT}
 * @param stage name of the function
 * @param where it was measured, with the machine: times are those of this place
 * @param unitsPerRecord events in a record of the stream; 1 for everything else
 * @param bytesPerRecord in the function's event
 * @param peakMegabytes most that the process had; 0 when unknown
 * @param cores at work at a time, at least one
 * @param cpuMillis processor time of a batch
 * @param waitMillis the rest of its duration: services, and a busy machine
 * @param spread what batches took, as parts of what the lines say, ascending: quantiles
 * @param billed units of services of a batch, by the meter's name of the unit
 * @param sizes what was measured, by size of the batch
 */
public record Calibration(
    @JsonProperty(required = true) int format,
    @JsonProperty(required = true) String stage,
    @JsonProperty(required = true) String where,
    @JsonProperty(required = true) double unitsPerRecord,
    @JsonProperty(required = true) double bytesPerRecord,
    @JsonProperty(required = true) long peakMegabytes,
    @JsonProperty(required = true) double cores,
    @JsonProperty(required = true) Line cpuMillis,
    @JsonProperty(required = true) Line waitMillis,
    @JsonProperty(required = true) List<Double> spread,
    @JsonProperty(required = true) Map<String, Line> billed,
    @JsonProperty(required = true) List<Size> sizes) {

  public static final int FORMAT = 1;

  /** So many quantiles tell the spread: the last stands for the slowest twentieth. */
  static final int QUANTILES = 20;

  public Calibration {
    spread = List.copyOf(spread);
    billed = Map.copyOf(billed);
    sizes = List.copyOf(sizes);
  }

  /**
   * Batches of about one size.
   *
   * @param records of a batch, the mean
   * @param millis of an invocation, each
   * @param cpuMillis of a batch, the mean
   * @param billed units of a batch, the mean
   */
  public record Size(
      double records, List<Double> millis, double cpuMillis, Map<String, Double> billed) {
    double meanMillis() {
      return millis.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
  }

  /** Fits the lines. */
  public static Calibration fit(
      TunedStage stage,
      String where,
      double unitsPerRecord,
      double bytesPerRecord,
      long peakMegabytes,
      List<Size> sizes) {
    Line wall = Line.fit(points(sizes, Size::meanMillis));
    Line cpu = Line.fit(points(sizes, Size::cpuMillis));
    double cores =
        Math.max(1, sum(sizes, Size::cpuMillis) / Math.max(1, sum(sizes, Size::meanMillis)));
    Line computed = cpu.times(1 / cores);
    Line wait =
        new Line(
            Math.max(0, wall.perBatch() - computed.perBatch()),
            Math.max(0, wall.perRecord() - computed.perRecord()));
    Line whole = computed.plus(wait);
    List<Double> ratios =
        sizes.stream()
            .flatMap(size -> size.millis.stream().map(millis -> millis / whole.at(size.records)))
            .sorted()
            .toList();
    return new Calibration(
        FORMAT,
        stage.function(),
        where,
        unitsPerRecord,
        bytesPerRecord,
        peakMegabytes,
        cores,
        cpu,
        wait,
        quantiles(ratios),
        billed(sizes),
        sizes);
  }

  /** Means of twentieths, scaled to a mean of 1: the lines have the means, this has the shape. */
  private static List<Double> quantiles(List<Double> ascending) {
    int parts = Math.min(QUANTILES, ascending.size());
    double mean = ascending.stream().mapToDouble(Double::doubleValue).average().orElse(1);
    return IntStream.range(0, parts)
        .mapToObj(
            i ->
                ascending
                        .subList(i * ascending.size() / parts, (i + 1) * ascending.size() / parts)
                        .stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(mean)
                    / mean)
        .toList();
  }

  private static Map<String, Line> billed(List<Size> sizes) {
    return sizes.stream()
        .flatMap(size -> size.billed.keySet().stream())
        .distinct()
        .collect(
            Collectors.toMap(
                unit -> unit,
                unit ->
                    Line.fit(
                        points(
                            sizes, size -> Objects.requireNonNullElse(size.billed.get(unit), 0.0))),
                (a, b) -> a,
                TreeMap::new));
  }

  private static double sum(List<Size> sizes, ToDoubleFunction<Size> value) {
    return sizes.stream().mapToDouble(value).sum();
  }

  private static List<Line.Point> points(List<Size> sizes, ToDoubleFunction<Size> value) {
    return sizes.stream()
        .map(size -> new Line.Point(size.records, value.applyAsDouble(size)))
        .toList();
  }

  /**
   * Records of the largest batch that was measured: beyond, time and memory are anybody's guess.
   */
  long largestBatch() {
    return Math.round(sizes.stream().mapToDouble(Size::records).max().orElse(0));
  }

  /** Mean distance of the measured durations of each size from the model's, as a part of them. */
  public double fitError() {
    return cpuMillis.times(1 / cores).plus(waitMillis).error(points(sizes, Size::meanMillis));
  }

  /**
   * @throws SettingsException when it is none, or one of another stage
   * @throws IOException when the file can't be read
   */
  public static Calibration read(Path file, TunedStage stage) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Calibration calibration;
    try {
      calibration = Json.read(bytes, Calibration.class);
    } catch (IOException e) {
      throw new SettingsException(file + ": no calibration: " + e.getMessage());
    }
    if (calibration.format != FORMAT) {
      throw new SettingsException(
          file + ": format is " + calibration.format + ", allowed is " + FORMAT);
    }
    if (!calibration.stage.equals(stage.function())) {
      throw new SettingsException(
          file + ": stage is " + calibration.stage + ", needed is " + stage.function());
    }
    return calibration;
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, Json.write(this) + "\n");
  }
}
