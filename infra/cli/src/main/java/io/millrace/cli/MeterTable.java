// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.meter.MeterRow;
import java.util.List;
import java.util.Locale;

/** What the local cloud's gateway counted, for {@code status --meter}. */
final class MeterTable {

  private MeterTable() {}

  private record Answer(List<MeterRow> rows) {}

  static List<MeterRow> ask(Backend backend) {
    return new ControlClient(backend).get("meter", Answer.class).rows();
  }

  static Table of(List<MeterRow> rows) {
    Table table =
        new Table()
            .left("caller")
            .left("service")
            .left("operation")
            .right("calls")
            .right("errors")
            .right("in")
            .right("out")
            .right("units")
            .left("")
            .indent("  ");
    rows.forEach(
        row ->
            table.row(
                row.caller(),
                row.service(),
                row.operation(),
                row.calls(),
                row.errors(),
                Texts.bytes(row.bytesIn()),
                Texts.bytes(row.bytesOut()),
                units(row),
                row.unit()));
    return table;
  }

  /** Halves occur: an eventually consistent read costs one. */
  private static String units(MeterRow row) {
    if (row.unit().isEmpty()) {
      return "";
    }
    return row.units() == Math.rint(row.units())
        ? Texts.grouped((long) row.units())
        : String.format(Locale.ROOT, "%,.1f", row.units());
  }
}
