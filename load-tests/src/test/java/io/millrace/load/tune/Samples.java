// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import io.millrace.load.cost.PriceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Calibrations with round numbers. */
final class Samples {

  static final Prices PRICES = new Prices(PriceTable.usEast1());

  private Samples() {}

  /** 5 ms of computing and 10 ms of waiting a batch, 0.1 ms and 0.2 ms more for each record. */
  static Calibration calibration(TunedStage stage) {
    return new Calibration(
        Calibration.FORMAT,
        stage.function(),
        "nowhere",
        1,
        800,
        200,
        1,
        new Line(5, 0.1),
        new Line(10, 0.2),
        List.of(0.5, 1.0, 1.5),
        Map.of("WCU", new Line(20, 1)),
        List.of(new Calibration.Size(2_000, List.of(615.0), 205, Map.of("WCU", 2_020.0))));
  }

  static StackParameters parameters() {
    try {
      return StackParameters.of(Files.readString(Path.of("../infra/cdk/millrace.template.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Setting present(TunedStage stage) {
    return Setting.of(stage, parameters(), Map.of());
  }
}
