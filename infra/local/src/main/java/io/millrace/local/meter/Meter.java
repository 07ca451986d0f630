// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.meter;

import io.millrace.local.access.Caller;
import io.millrace.local.access.Guard.Admitted;
import io.millrace.local.access.Operation;
import io.millrace.local.gateway.Call;
import io.millrace.local.gateway.Service;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls, and what they carry and cost, by caller, service and operation; thread-safe. */
public final class Meter {
  private static final int FIRST_ERROR = 400;

  private final MeterListener listener;
  private final Map<Key, MeterRow> rows = new ConcurrentHashMap<>();

  public Meter() {
    this((service, call, units, unit) -> {});
  }

  /**
   * @param listener is told of every call that succeeded
   */
  public Meter(MeterListener listener) {
    this.listener = listener;
  }

  private record Key(String caller, Service service, String operation) {}

  /** Measures what passes to the next. */
  public Admitted measuring(Admitted next) {
    return (call, service, caller, operation, backend) -> {
      Units.prepare(service, operation.name(), call);
      try {
        next.serve(call, service, caller, operation, backend);
      } finally {
        count(call, service, caller, operation);
      }
    };
  }

  private void count(Call call, Service service, Caller caller, Operation operation)
      throws IOException {
    boolean failed = call.status() < 0 || call.status() >= FIRST_ERROR;
    Units units = failed ? Units.NONE : Units.of(service, operation.name(), call);
    if (!failed) {
      listener.metered(service, call, units.count(), units.unit());
    }
    MeterRow one =
        new MeterRow(
            caller.label(),
            service.name().toLowerCase(Locale.ROOT),
            operation.name(),
            1,
            failed ? 1 : 0,
            call.bytesIn(),
            call.bytesOut(),
            units.count(),
            units.unit());
    rows.merge(new Key(one.caller(), service, operation.name()), one, Meter::sum);
  }

  private static MeterRow sum(MeterRow a, MeterRow b) {
    return new MeterRow(
        a.caller(),
        a.service(),
        a.operation(),
        a.calls() + b.calls(),
        a.errors() + b.errors(),
        a.bytesIn() + b.bytesIn(),
        a.bytesOut() + b.bytesOut(),
        a.units() + b.units(),
        a.unit().isEmpty() ? b.unit() : a.unit());
  }

  /** All so far, by caller, service and operation. */
  public List<MeterRow> rows() {
    return rows.values().stream()
        .sorted(
            Comparator.comparing(MeterRow::caller)
                .thenComparing(MeterRow::service)
                .thenComparing(MeterRow::operation))
        .toList();
  }
}
