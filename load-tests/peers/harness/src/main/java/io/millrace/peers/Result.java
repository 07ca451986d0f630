// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.load.cost.Bills;
import io.millrace.load.cost.PriceTable;
import java.util.List;
import java.util.Map;

/**
 * What a side took for its events, from the first put to the last item written.
 *
 * @param writingSeconds from the first write to the last: without the first poll, and the window in
 *     which the first batch is gathered
 * @param cpuSeconds of each process, by what it is
 * @param processing CPU seconds of the program that does the job; for a function its JVMs, for
 *     Camel its process with the polling in it
 * @param polling CPU seconds of reading the stream and handing it to the code; for functions they
 *     are Lambda's on AWS and lie in the local cloud here, for Camel they are a part of {@code
 *     processing}
 * @param requests calls that the program makes, polling excepted
 * @param polls calls that read the stream
 * @param rows everything the meter counted meanwhile: what a bill is made of
 */
record Result(
    String side,
    int events,
    double seconds,
    double writingSeconds,
    Map<String, Double> cpuSeconds,
    double processing,
    double polling,
    boolean pollsItself,
    long requests,
    long polls,
    List<MeterRow> rows) {

  @JsonProperty
  double eventsPerSecond() {
    return events / seconds;
  }

  /** How fast it goes once it goes, as a bench of requests is measured. */
  @JsonProperty
  double eventsPerWritingSecond() {
    return events / writingSeconds;
  }

  /** As on AWS, where Lambda's pollers cost nothing and Camel's are one's own. */
  @JsonProperty
  double cpuPerThousand() {
    return processing * 1_000 / events;
  }

  /** With the polling in it, whoever does it. */
  @JsonProperty
  double cpuWithPollingPerThousand() {
    return (pollsItself ? processing : processing + polling) * 1_000 / events;
  }

  /** Without the polling, whoever does it. */
  @JsonProperty
  double cpuWithoutPollingPerThousand() {
    return (pollsItself ? processing - polling : processing) * 1_000 / events;
  }

  /** Every process, with the gateway and the engines. */
  @JsonProperty
  double cpuOfAllPerThousand() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() * 1_000 / events;
  }

  @JsonProperty
  double requestsPerEvent() {
    return (double) requests / events;
  }

  @JsonProperty
  double pollsPerEvent() {
    return (double) polls / events;
  }

  /** Billed units of DynamoDB's writes. */
  @JsonProperty
  double writeUnitsPerEvent() {
    return units("WCU");
  }

  /** Billed units of DynamoDB's reads. */
  @JsonProperty
  double readUnitsPerEvent() {
    return units("RCU");
  }

  /** At AWS's prices: puts, the program's calls and what it reads of the stream; no processor. */
  @JsonProperty
  double dollarsOfCallsPerMillion() {
    return Bills.of(
            PriceTable.usEast1(),
            Bills.Architecture.ARM64,
            new Bills.Usage(
                rows.stream().map(MeterRow::billed).toList(), List.of(), List.of(), events, 0))
        .perMillion();
  }

  private double units(String unit) {
    return rows.stream().filter(row -> row.unit().equals(unit)).mapToDouble(MeterRow::units).sum()
        / events;
  }
}
