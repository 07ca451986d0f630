// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.millrace.load.report.LoadReport.Requests;

/** A row of the gateway's meter; see {@code infra/local}, io.millrace.local.meter.MeterRow. */
@JsonIgnoreProperties(ignoreUnknown = true)
record MeterRow(
    String caller,
    String service,
    String operation,
    long calls,
    long errors,
    long bytesIn,
    long bytesOut,
    double units,
    String unit) {

  String key() {
    return caller + " " + service + " " + operation;
  }

  /**
   * As a row of a bill. What a program outside Lambda calls is the user's to the meter, and a bill
   * leaves a user's calls out: here they are the program's.
   */
  Requests billed() {
    String who = caller;
    if (caller.equals("user")) {
      who = operation.equals("GetRecords") ? "poller:program" : writes() ? "fn:program" : caller;
    }
    return new Requests(who, service, operation, calls, errors, bytesIn, bytesOut, units, unit);
  }

  /** The harness itself only reads the table. */
  private boolean writes() {
    return service.equals("dynamodb") && unit.equals("WCU");
  }

  MeterRow minus(MeterRow other) {
    return new MeterRow(
        caller,
        service,
        operation,
        calls - other.calls,
        errors - other.errors,
        bytesIn - other.bytesIn,
        bytesOut - other.bytesOut,
        units - other.units,
        unit);
  }
}
