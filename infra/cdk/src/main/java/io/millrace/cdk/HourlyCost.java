// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an hour costs by the units that grow with the work, to be told of a spike within the hour; a
 * bill knows the rest, a day later ({@link Costs}).
 *
 * <p>Dollars in us-east-1, from the price list that the load runs use; a test compares them. In two
 * sums, because an alarm takes ten metrics. The stream is counted as one on demand.
 */
final class HourlyCost {

  static final double GB_SECOND = 0.0000133334;
  static final double REQUEST = 0.0000002;
  static final double WRITE_UNIT = 0.000000625;
  static final double READ_UNIT = 0.000000125;
  static final double STREAM_IN_GB = 0.08;
  static final double STREAM_OUT_GB = 0.04;

  private static final double MEGABYTE_MILLISECONDS_OF_A_GB_SECOND = 1024.0 * 1000;
  private static final double BYTES_OF_A_GB = 1024.0 * 1024 * 1024;

  private HourlyCost() {}

  /** The stages' time and requests. */
  static Signal functions() {
    Map<String, Measure> measures = new TreeMap<>();
    for (String stage : Operations.STAGES) {
      measures.put(stage, Measure.function(stage, "Duration", "Sum"));
      measures.put(stage + "Calls", Measure.function(stage, "Invocations", "Sum"));
    }
    String time =
        Operations.STAGES.stream()
            .map(stage -> "FILL(" + stage + ", 0) * ${" + Measure.id(stage) + "MemoryMegabytes}")
            .collect(Collectors.joining(" + ", "(", ")"));
    String calls =
        Operations.STAGES.stream()
            .map(stage -> "FILL(" + stage + "Calls, 0)")
            .collect(Collectors.joining(" + ", "(", ")"));
    return new Signal(
        measures,
        plain(GB_SECOND)
            + " * "
            + time
            + " / "
            + plain(MEGABYTE_MILLISECONDS_OF_A_GB_SECOND)
            + " + "
            + plain(REQUEST)
            + " * "
            + calls);
  }

  /** The tables' units and the stream's bytes. */
  static Signal data() {
    String write = "ConsumedWriteCapacityUnits";
    String read = "ConsumedReadCapacityUnits";
    Map<String, Measure> measures =
        Map.of(
            "records", Measure.table("records", write),
            "aggregates", Measure.table("aggregates", write),
            "claims", Measure.table("idempotency", write),
            "recordsRead", Measure.table("records", read),
            "aggregatesRead", Measure.table("aggregates", read),
            "bytesIn", Measure.stream("IncomingBytes"),
            "bytesOut", Measure.stream("GetRecords.Bytes"));
    return new Signal(
        measures,
        plain(WRITE_UNIT)
            + " * "
            + filled(List.of("records", "aggregates", "claims"))
            + " + "
            + plain(READ_UNIT)
            + " * "
            + filled(List.of("recordsRead", "aggregatesRead"))
            + " + ("
            + plain(STREAM_IN_GB)
            + " * FILL(bytesIn, 0) + "
            + plain(STREAM_OUT_GB)
            + " * FILL(bytesOut, 0)) / "
            + plain(BYTES_OF_A_GB));
  }

  private static String filled(List<String> measures) {
    return measures.stream()
        .map(measure -> "FILL(" + measure + ", 0)")
        .collect(Collectors.joining(" + ", "(", ")"));
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
