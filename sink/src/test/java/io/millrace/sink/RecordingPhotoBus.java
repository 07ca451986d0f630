// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.port.Fault;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was announced. */
final class RecordingPhotoBus implements PhotoBus {

  final Fault fault = new Fault();
  final List<String> details = new ArrayList<>();

  @Override
  public void announce(List<String> more) {
    fault.around("announce", () -> details.addAll(more));
  }
}
