// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

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
