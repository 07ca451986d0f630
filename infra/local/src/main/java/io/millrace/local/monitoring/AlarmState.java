// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.Arrays;

/** As the API names them. */
enum AlarmState {
  OK,
  ALARM,
  INSUFFICIENT_DATA;

  static AlarmState of(String name) {
    return Arrays.stream(values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                MonitoringException.invalid(
                    "the state '" + name + "' is none; allowed are OK, ALARM, INSUFFICIENT_DATA"));
  }
}
